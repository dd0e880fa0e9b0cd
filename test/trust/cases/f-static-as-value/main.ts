import { make, look } from './tasks.js';
const a = await make(1); a.run(2); console.log(await look(1));
