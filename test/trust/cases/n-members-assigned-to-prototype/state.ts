const shared = { list: [0] };
class Holder { declare list: number[]; }
Object.assign(Holder.prototype, shared);
const holder = new Holder();
export const write = (n: number): number => holder.list.push(n);
export const read = (n: number): number => shared.list.length + n;
