import { NONE } from './none.js';
export class Level { static readonly low = new Level(1); static readonly high = new Level(2); constructor(readonly n: number) {} static of(n: number): Level | typeof NONE { return n > 2 ? NONE : n > 1 ? Level.high : Level.low; } }
