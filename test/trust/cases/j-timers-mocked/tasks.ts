/** @unsync cpu-bound */
export async function f(): Promise<string> { return new Promise((r) => { setTimeout(() => r('fired'), 5); }); }
