import { look, make } from './tasks.js';
const { parts } = await make(1); console.log(`${parts[0]}`, await look(1));
