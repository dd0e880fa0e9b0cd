export const items = [{ id: 1, v: 0 }];
/** @unsync */
export async function setAll(get: (i: number) => { v: number }): Promise<number> { const o = await get(0); o.v = 5; return 1; }
