export const OPS = { add: { run: (a: number) => a + 1 }, sub: { run: (a: number) => a - 1 } };
/** @unsync */
export function pick(up: boolean): object { return up ? OPS.add : OPS.sub; }
