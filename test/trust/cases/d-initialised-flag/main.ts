import { init, known } from './tasks.js';
init(['zz']); console.log(await known('zz'));
