import * as shapes from './shapes.js';
import { again } from './again.js';
import { size } from './shapes.js';
/** @unsync */
export function make(n: number): again { return new shapes.Sub(2); }
/** @unsync */
export function count(n: number): number { return size(n); }
