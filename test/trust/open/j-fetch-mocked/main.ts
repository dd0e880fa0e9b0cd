import { f } from './tasks.js';
globalThis.fetch = async () => new Response('mock'); console.log(await f('http://127.0.0.1:1/'));
