import { Job, work } from './jobs.js';
const table: { rate: (n: number) => number } = { rate: (n) => n };
export const change = (n: number): number => {
  table.rate = () => n;
  return 1;
};
export const look = (): number => table.rate(1);
/** @unsync */
export function make(_n: number): Job {
  return new Job();
}
/** @unsync */
export function task(n: number): number {
  return work(n);
}
