import { f, Pos, SynErr } from './tasks.js';
try { await f(3); } catch (e) { console.log(e instanceof SynErr, String((e as SynErr).pos), (e as SynErr).pos instanceof Pos); }
