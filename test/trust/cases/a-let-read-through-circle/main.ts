import { make, look } from './tasks.js';
const a = await make(1); console.log(a.run(1)); console.log(await look(1));
