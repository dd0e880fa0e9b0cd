/** @unsync */
export function norm(o: { n: number; kids: { n: number }[] }): number { const c: typeof o = JSON.parse(JSON.stringify(o)); c.n = 0; c.kids.forEach((k) => { k.n = 0; }); return c.kids.length; }
