import { add } from './store.js';
import { total } from './tasks.js';
const once = (f: (n: number) => number) => (n: number): number => {
  let done = false;
  const run = (): number => { if (done) return 0; done = true; return f(n); };
  return run();
};
const save = once((n: number): number => new Saver(n).v);
class Saver { readonly v: number; constructor(n: number) { this.v = add(n); } }
save(1); console.log(await total(1));
