// Hand-written as the compiler would emit it.
const noted = [];

export const __unsyncTasks = {
  note: async (value) => {
    noted.push(value);
    return value;
  },
  noted: async () => noted.splice(0),
  /** Its result, an await later, is a primitive only for even numbers; it throws for multiples of seven. */
  later: async (n) => {
    await undefined;
    if (n % 7 === 0) throw new RangeError(`number ${n}`);
    return n % 2 === 0 ? n : { n };
  },
  /** Keeps the thread busy. */
  busy: async (ms) => {
    for (const end = performance.now() + ms; performance.now() < end; );
    return ms;
  },
  count: async (counter) => Atomics.add(counter, 0, 1),
  wait: async (gate) => Atomics.wait(gate, 0, 0),
  exit: async (code) => process.exit(code),
};
