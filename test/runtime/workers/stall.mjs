// Hand-written as the compiler would emit it: functions that block the event loop that they share.
const busy = (ms) => {
  for (const end = performance.now() + ms; performance.now() < end; );
};
const opened = async (gate) => {
  while (Atomics.load(gate, 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
};

export const __unsyncTasks = {
  loop: async () => {
    for (;;);
  },
  /** When the gate is open, after an `await`. */
  loopLater: async (gate) => {
    await opened(gate);
    for (;;);
  },
  async *loopInSteps() {
    yield 1;
    for (;;);
  },
  async *numbers() {
    for (let n = 0; ; n++) yield n;
  },
  never: () => new Promise(() => {}),
  sleep: async (ms, value) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return value;
  },
  busy: async (ms) => {
    busy(ms);
    return 'computed';
  },
};
