import { grow } from './tasks.js';
const start = { w: 2, h: 3, cached: undefined as number | undefined, get area() { return (this.cached ??= this.w * this.h); } };
const grown = await grow(start, 2);
console.log(grown.area, start.area, `${grown.w}x${grown.h}`);
const all = [grown, start].map((s) => ({ ...s, note: 'copy' })); all[0]!.note = 'first'; console.log(all.length, all[0]!.area);
