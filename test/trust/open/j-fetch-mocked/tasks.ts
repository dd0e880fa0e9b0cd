/** @unsync cpu-bound */
export async function f(u: string): Promise<string> { try { return await (await fetch(u)).text(); } catch { return 'offline'; } }
