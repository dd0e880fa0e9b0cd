import { fmt, show } from './tasks.js';
fmt.set('km'); console.log(await show([1, 2]));
