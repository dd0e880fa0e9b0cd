import { Coded, f } from './tasks.js';
try { await f(3); } catch (e) { try { console.log((e as Coded).code); } catch { console.log('lost', e instanceof Coded); } }
