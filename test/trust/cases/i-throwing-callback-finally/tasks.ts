/** @unsync */
export function run(xs: number[], f: (x: number) => void): string { const done: number[] = []; try { for (const x of xs) { f(x); done.push(x); } } catch { return 'stopped at ' + done.length; } return 'all'; }
