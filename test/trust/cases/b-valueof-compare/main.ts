import { gt, Score, setBase } from './tasks.js';
setBase(5); console.log(await gt(new Score(3), new Score(2)));
