import { get, svc } from './tasks.js';
svc.t.set('a', 1); console.log(await get('a'));
