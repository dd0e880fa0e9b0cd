import { types } from './lib/mime.js';
import { mime } from './tasks.js';
types['foo'] = 'x/foo'; console.log(await mime('foo'));
