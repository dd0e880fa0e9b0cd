const verbose = process.argv.includes('--quiet') ? 0 : process.argv.length;
const main = process.argv[1]!.endsWith('main.js');
/** @unsync */
export function f(n: number): string { return `${n} ${verbose} ${main}`; }
