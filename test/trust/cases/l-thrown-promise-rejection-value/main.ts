import { f } from './tasks.js';
try { await f(3); } catch (e) { console.log(e); } try { await f(0); } catch (e) { console.log(e); }
