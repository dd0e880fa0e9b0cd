import { Db, size } from './tasks.js';
Db.get().rows.push('r'); console.log(await size(0));
