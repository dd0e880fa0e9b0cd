import { Repository } from './repository.js';
/** @unsync */
export function fetchRow(id: number): string { return new Repository().get(id); }
