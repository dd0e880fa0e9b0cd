export const __unsyncTasks = {
  rows: (n) => Array.from({ length: n }, (_, i) => ({ i })),
  fails: (message) => {
    throw Object.assign(new TypeError(message), { code: 7 });
  },
  add: (rows) => {
    rows.push({ n: rows.length });
    return rows.at(-1);
  },
  addSize:
    ({ size }) =>
    (rows) =>
      rows.push(size),
  waits: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    return 1;
  },
  second: (_, other) => {
    other.deep[0] = 2;
  },
  twice: (a) => {
    const one = { a };
    return [one, one];
  },
  wrap: (a) => [a],
};
