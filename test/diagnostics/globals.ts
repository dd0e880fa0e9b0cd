declare global {
  var level: number;
  interface Array<T> {
    last(): T | undefined;
  }
}

Array.prototype.last = function () {
  return this[this.length - 1];
};

export function setUp(mode: string): void {
  process.env['MODE'] = mode;
  (globalThis as { config?: string }).config = mode;
  level = 3;
}

/** @unsync */
export function reads(): unknown[] {
  return [process.env['MODE'], (globalThis as { config?: string }).config];
}

/** @unsync */
export function readsAName(): number {
  return level;
}

/** @unsync */
export function asksAPrototype(xs: readonly number[]): number | undefined {
  return (xs as number[]).last();
}

/** @unsync */
export function isFine(): string | undefined {
  return process.env['HOME'];
}
