const reg = { v: 1 };
/** @unsync cpu-bound */
export async function run(get: () => Promise<{ v: number }>): Promise<number> { const r = await get(); r.v = 9; return r.v; }
export const show = (): number => reg.v;
export const get = async (): Promise<{ v: number }> => reg;
