const chosen: { v: number } = Object.create(null, { v: { get: (): number => Math.random() } });
let id = 0;
id = chosen.v;
export const own = (): number => id;
