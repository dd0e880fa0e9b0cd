import { find, Missing } from './tasks.js';
const nodes = [{ id: 1 }, { id: 2 }];
try { await find(nodes); } catch (e) { console.log(e instanceof Missing ? nodes.findIndex((n) => n === e.node) : 'other'); }
