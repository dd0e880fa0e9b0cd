import { each } from './tasks.js';
const seen: number[] = []; const names = new Map<number, string>();
const rows = [{ id: 1, name: 'a' }, { id: 2, name: 'b' }];
console.log(await each(rows, (id, name) => { seen.push(id); names.set(id, name); }), seen.join(), names.size);
