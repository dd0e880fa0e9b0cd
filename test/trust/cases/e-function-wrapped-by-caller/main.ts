import { add } from './store.js';
import { total } from './tasks.js';
const logged = (f: (n: number) => number) => (n: number): number => f(n);
const save = logged(add);
save(1); console.log(await total(1));
