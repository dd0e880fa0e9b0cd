import { write } from './state.js';
import { task } from './tasks.js';
const hooks = new Map<string, (n: number) => number>();
hooks.set('run', (n) => write(n));
const fire = (n: number): number => hooks.get('run')!(n);
async function main(): Promise<void> { console.log(fire(1), await task(0)); }
await main();
