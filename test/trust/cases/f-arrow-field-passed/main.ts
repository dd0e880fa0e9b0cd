import { change } from './state.js';
import { task } from './tasks.js';
class Runner {
  constructor(private readonly f: (n: number) => number) {}
  run = (n: number): number => this.f(n);
}
const own = new Runner(change);
const run = own.run;
run(1);
console.log(await task(1));
