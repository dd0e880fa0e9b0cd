/** @unsync cpu-bound */
export async function run(s: AbortSignal): Promise<string> { let log = 'a'; s.addEventListener('abort', () => { log += 'x'; }); await new Promise((d) => setTimeout(d, 60)); return log + s.aborted; }
