// Hand-written as the compiler would emit it, and where that is the test, as it would not.
let kept;
const of = (size) => new Uint8Array(size).fill(7);

export const __unsyncTasks = {
  whole: (size) => (kept = of(size)),
  small: (size) => (kept = of(size)),
  memory: (size) => (kept = of(size)).buffer,
  inside: (size) => ({ tiles: [{ data: (kept = of(size)) }, {}, null], other: of(size) }),
  twice: (size) => [(kept = of(size)), kept],
  part: (size) => (kept = of(size)).subarray(1),
  pooled: () => (kept = Buffer.from('in the pool')),
  poolItself: () => (kept = new Uint8Array(Buffer.from('x').buffer)).buffer,
  shared: (size) => (kept = new Uint8Array(new SharedArrayBuffer(size))),
  growing: (size) => (kept = new Uint8Array(new ArrayBuffer(size, { maxByteLength: 2 * size }))),
  instance: async (size) => new WebAssembly.Memory({ initial: size / 65536 }).buffer,
  withFunction: (size) => ({ data: (kept = of(size)), f() {} }),
  lengths: (...args) => args.map(lengthsOf),
  /** How much is left of what was given last. */
  left: () => kept.byteLength,
};

function lengthsOf(value) {
  if (Array.isArray(value)) return value.map(lengthsOf);
  if (typeof value.byteLength === 'number') return value.byteLength;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, lengthsOf(each)]));
}
