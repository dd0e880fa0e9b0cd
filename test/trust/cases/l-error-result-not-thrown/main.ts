import { Bad, check } from './tasks.js';
const [e] = await check(''); console.log(e instanceof Bad, e!.message, e!.where());
