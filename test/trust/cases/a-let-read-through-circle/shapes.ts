import { change, size } from './tasks.js';
export class Sub { run(n: number): number { return change(n); } }
export const get = (n: number): number => size(n);
