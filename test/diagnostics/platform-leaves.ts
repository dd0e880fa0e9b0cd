// of each function of the platform: whether a function that gives nothing does something by it
import { log } from 'node:console';
/** @unsync */
export function prints(): void {
  console.log('a');
}
/** @unsync */
export function printsDirectly(): void {
  log('a');
}
/** @unsync */
export function ends(): void {
  process.stdout.write('a');
}
/** @unsync */
export function waits(): void {
  setTimeout(() => {}, 1);
}
/** @unsync */
export function asks(): void {
  void fetch('a');
}
/** @unsync */
export function soon(): void {
  queueMicrotask(() => {});
}
/** @unsync */
export function marks(): void {
  performance.mark('a');
}
/** @unsync */
export function adds(): void {
  Atomics.add(new Int32Array(1), 0, 1);
}
/** @unsync */
export function computes(): void {
  Math.sqrt(1);
}
