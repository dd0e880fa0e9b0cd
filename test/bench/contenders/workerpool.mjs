import { fileURLToPath } from 'node:url';
import workerpool from 'workerpool';

export function open(threads) {
  const script = fileURLToPath(new URL('workerpool-worker.mjs', import.meta.url));
  const pool = workerpool.pool(script, { minWorkers: threads, maxWorkers: threads, workerType: 'thread' });
  return {
    call: (name, argument) => pool.exec(name, [argument]),
    move: (name, argument, transfer) => pool.exec(`${name}Moved`, [argument], { transfer }),
    close: () => pool.terminate(true),
  };
}
