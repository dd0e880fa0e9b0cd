import { base, f } from './tasks.js';
base.searchParams.set('a', '2'); base.pathname = '/q/'; console.log(await f('z'));
