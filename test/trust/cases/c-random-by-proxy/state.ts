const any = new Proxy({ id: 1 }, { get: () => Math.random() });
class Ids { static readonly first = any.id; }
const id = Ids.first;
export const read = (_n: number): number => id;
