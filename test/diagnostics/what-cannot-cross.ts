import type { Stats } from 'node:fs';
import type { Readable } from 'node:stream';

interface Logger {
  log(text: string): void;
  level(): number;
}
interface Options {
  filter(n: number): boolean;
}
interface Hooks {
  readonly hooks?: { compare?: (a: number, b: number) => number };
}

/** @unsync */
export function filters(n: number, options: Options): number {
  return options.filter(n) ? n : 0;
}
/** @unsync */
export function logs(logger: Logger): number {
  return logger.level();
}
/** @unsync */
export function callsEach(callbacks: (() => void)[]): number {
  return callbacks.length;
}
/** @unsync */
export function sorts(ns: number[], compare: (a: number, b: number) => number): number[] {
  return ns.toSorted(compare);
}
/** @unsync */
export function cannotWait(n: number, confirm: (n: number) => Promise<boolean>): number {
  void confirm(n);
  return n;
}
/** @unsync */
export function handsOut(n: number, visit: (next: () => number) => void): number {
  visit(() => n);
  return n;
}
/** @unsync */
export function keys(): { key: symbol } {
  return { key: Symbol.iterator };
}
/** @unsync */
export function weak(map: WeakMap<object, number>): boolean {
  return map.has({});
}
/** @unsync */
export function classes(types: { Base: typeof Date }): number {
  return new types.Base().getTime();
}
/** @unsync */
export function laterInside(later: { value: Promise<number> }): boolean {
  return 'value' in later;
}
/** @unsync */
export function steps(each: Generator<number>): number {
  return [...each].length;
}
/** @unsync */
export function ofNode(stats: Stats): number {
  return stats.size;
}
/** @unsync */
export function streams(from: Readable): boolean {
  return from.readable;
}

// perhaps
/** @unsync */
export function optional(n: number, { hooks }: Hooks, transform?: (n: number) => number): number {
  return hooks?.compare?.(n, 1) ?? transform?.(n) ?? n;
}
/** @unsync */
export function either(source: string | (() => string)): string {
  return typeof source === 'string' ? source : source();
}

// looked at when they cross, or as they are
/** @unsync */
export function fine<T>(a: any, b: unknown, c: T, d: Record<string, Date[]>, e: URL, f: [Error, RegExp?], g?: object): string {
  return [a, b, c, d, e, f, g].join();
}
/** @unsync */
export function progress(n: number, report: (done: number, of?: { total: number }) => void, o: { done?(): void } = {}): number {
  report(n, { total: n });
  o.done?.();
  return n;
}
