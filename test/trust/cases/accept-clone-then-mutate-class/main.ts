import { Board, wins } from './tasks.js';
console.log(await wins(new Board(['x', 'x', '']), 'x'));
