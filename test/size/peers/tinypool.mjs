import Tinypool from 'tinypool';

const pool = new Tinypool({ filename: new URL('worker.mjs', import.meta.url).href });
await pool.run(3);
