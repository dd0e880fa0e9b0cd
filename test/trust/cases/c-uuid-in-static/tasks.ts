import { randomUUID } from 'node:crypto';
export class Node1 { static readonly id = randomUUID(); }
/** @unsync */
export function who(s: string): string { return s + Node1.id; }
