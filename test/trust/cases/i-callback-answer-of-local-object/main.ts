import { sorted } from './tasks.js';
async function main(): Promise<void> { const xs = [3, 1]; console.log(await sorted(async () => xs), xs.join()); }
await main();
