import { f } from './tasks.js';
process.env['TRUST_L2'] = 'debug'; console.log(await f('!'));
