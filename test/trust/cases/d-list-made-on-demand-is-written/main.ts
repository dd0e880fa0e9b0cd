import { add } from './store.js';
import { total } from './tasks.js';
add(1); console.log(await total(1));
