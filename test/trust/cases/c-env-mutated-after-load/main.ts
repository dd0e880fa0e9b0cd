import { f } from './tasks.js';
process.env['TRUST_LEVEL'] = 'debug'; console.log(await f('!'));
