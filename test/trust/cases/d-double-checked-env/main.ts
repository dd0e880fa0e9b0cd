import { base, link } from './tasks.js';
base(); process.env['TRUST_URL'] = 'http://y'; console.log(await link('/'));
