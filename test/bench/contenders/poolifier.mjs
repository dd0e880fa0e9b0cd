import { fileURLToPath } from 'node:url';
import { FixedThreadPool } from 'poolifier';

export async function open(threads) {
  const pool = new FixedThreadPool(threads, fileURLToPath(new URL('poolifier-worker.mjs', import.meta.url)));
  return { call: (name, argument) => pool.execute(argument, name), close: () => pool.destroy() };
}
