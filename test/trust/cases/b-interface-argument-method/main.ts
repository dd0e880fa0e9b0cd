import { setScale, Sq } from './shape.js';
import { total } from './tasks.js';
setScale(3); console.log(await total([new Sq(2)]));
