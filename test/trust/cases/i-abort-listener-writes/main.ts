import { run } from './tasks.js';
const c = new AbortController(); const p = run(c.signal); setTimeout(() => c.abort(), 10); try { console.log(await p); } catch (e) { console.log((e as Error).name); }
