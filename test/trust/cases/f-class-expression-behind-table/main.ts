import { write } from './state.js';
import { task } from './tasks.js';
const table = { Writer: class { get now(): number { return write(1); } } };
const holder = { get made() { return new table.Writer(); } };
async function main(): Promise<void> { console.log(holder.made.now, await task(0)); }
await main();
