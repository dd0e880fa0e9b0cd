import { Name, opts } from './model.js';
import { sorted } from './tasks.js';
opts.ci = true; console.log(await sorted([new Name('b'), new Name('A'), new Name('C')]));
