import { Piscina } from 'piscina';

const pool = new Piscina({ filename: new URL('worker.mjs', import.meta.url).href });
await pool.run(3);
