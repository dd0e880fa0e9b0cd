import { scan } from './tasks.js';
async function main(): Promise<void> { let last: { x: number } | undefined; await scan([1, 5, 3], (best) => { last = best; }); console.log(last?.x); }
await main();
