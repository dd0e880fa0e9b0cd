// A setup module with a teardown, which does what the task `tell` of limits.mjs was told.
import { threadId } from 'node:worker_threads';

export async function teardown() {
  const { cell, text, how } = globalThis.tornDown ?? {};
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (text) console.log(text);
  if (cell) Atomics.store(cell, 0, threadId);
  if (cell) Atomics.notify(cell, 0);
  if (how === 'throw') throw new RangeError('no teardown');
  if (how === 'hang') await new Promise(() => setInterval(() => {}, 1000));
  if (how === 'spin') for (;;);
  if (how === 'exit') process.exit(4);
}
