import { find, seen } from './tasks.js';
const rows = [{ id: 1 }, { id: 2 }];
for (const id of [1, 2, 3, 7]) try { console.log(await find(rows, id)); } catch (error) { console.log(error === seen); }
