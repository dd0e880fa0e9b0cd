import { Piscina } from 'piscina';

export function open(threads) {
  const filename = new URL('piscina-worker.mjs', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads });
  return {
    call: (name, argument) => pool.run(argument, { name }),
    move: (name, argument, transferList) => pool.run(argument, { name: `${name}Moved`, transferList }),
    close: () => pool.destroy(),
  };
}
