import { hour } from './tasks.js';
process.env['TZ'] = 'Asia/Tokyo'; console.log(await hour(0));
