import { Base, NotFound } from './errors.js';
import { fetchRow } from './tasks.js';
for (const id of [1, 2, -1]) try { console.log(await fetchRow(id)); } catch (e) { console.log(e instanceof Base && e.describe(), e instanceof NotFound); }
