class Flaky extends Error {}
/** @unsync background */
export async function retry(n: number): Promise<string> { let tries = 0; const once = async (): Promise<string> => { tries++; if (tries < n) throw new Flaky('again'); return `after ${tries}`; }; for (;;) { try { return await once(); } catch (e) { if (!(e instanceof Flaky)) throw e; } } }
