import { Pool, spawn, Transfer, Worker } from 'threads';

export async function open(threads) {
  const pool = Pool(() => spawn(new Worker('./threads-worker.mjs')), threads);
  return {
    call: (name, argument) => pool.queue((worker) => worker[name](argument)),
    move: (name, argument, [buffer]) =>
      pool.queue((worker) => worker[`${name}Moved`](buffer ? Transfer(argument, [buffer]) : argument)),
    close: () => pool.terminate(true),
  };
}
