import { add, base, setSeed } from './tasks.js';
base(); setSeed(5); console.log(await add(1));
