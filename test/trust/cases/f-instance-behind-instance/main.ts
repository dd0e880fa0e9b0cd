import { write } from './state.js';
import { task } from './tasks.js';
class Base { start(n: number): number { return this.run(n); } protected run(n: number): number { return n; } }
class Inner extends Base { protected override run(n: number): number { return write(n); } }
const inner: Base = new Inner();
class Outer extends Base { protected override run(n: number): number { return inner.start(n); } }
const outer: Base = new Outer();
async function main(): Promise<void> { console.log(outer.start(3), await task(0)); }
await main();
