import { write } from './state.js';
import { task } from './tasks.js';
const hooks: ((n: number) => number)[] = [];
function prepare(): void { hooks.push((n) => write(n)); }
function fire(n: number): number { return hooks.reduce((sum, hook) => sum + hook(n), 0); }
prepare();
console.log(fire(1), await task(0));
