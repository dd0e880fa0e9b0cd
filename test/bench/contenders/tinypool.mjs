import Tinypool from 'tinypool';

export function open(threads) {
  const filename = new URL('tinypool-worker.mjs', import.meta.url).href;
  const pool = new Tinypool({ filename, minThreads: threads, maxThreads: threads });
  return {
    call: (name, argument) => pool.run(argument, { name }),
    move: (name, argument, transferList) => pool.run(argument, { name: `${name}Moved`, transferList }),
    close: () => pool.destroy(),
  };
}
