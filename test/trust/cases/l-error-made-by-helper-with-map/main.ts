import { f, Issues } from './tasks.js';
try { await f('q'); } catch (e) { const i = e as Issues; console.log(i instanceof Issues, i.by instanceof Map && i.by.get('q')?.source, i.add('z').by.size); }
