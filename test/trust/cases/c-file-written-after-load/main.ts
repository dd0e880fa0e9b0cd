import fs from 'node:fs';
import { f, file } from './tasks.js';
fs.writeFileSync(file, 'two');
console.log(await f(1), fs.readFileSync(file, 'utf8')); fs.rmSync(file);
