/** Where the ring's counters are. */
export const cells = { posted: 0, taken: 1, finished: 2, sleeps: 3 };
