let count = { of: 0 };
const seen = new Map<string, number>();
const settings = { depth: 1 };
setImmediate(() => (settings.depth = 2));

export function bump() {
  count = { of: count.of + 1 };
  return seen.size;
}

/** @unsync */
export function reads() {
  return count.of;
}

/** @unsync */
export function remembers(key: string) {
  seen.set(key, 1);
  return key;
}

/** @unsync */
export function configured() {
  return settings.depth;
}

/** @unsync */
export function usesThis(this: { x: number }) {
  return this.x;
}

/** @unsync */
export function sorts(xs: number[], options: { done?: boolean }) {
  xs.sort();
  options.done = true;
  return xs;
}

/** @unsync */
export function sortsACopy(xs: number[]) {
  xs = [...xs];
  return xs.sort();
}

/** @unsync */
export function fills(shared: Int32Array) {
  shared[0] = 1;
  shared.fill(2);
  return 0;
}

/** @unsync */
export function evaluates(code: string) {
  return eval(code);
}

/** @unsync */
export function loads(name: string) {
  return import(name);
}

/** @unsync cpu-bound */
export async function loadsInWorker(name: string) {
  return import(name);
}

/** @unsync */
export function constructs() {
  return new.target;
}
