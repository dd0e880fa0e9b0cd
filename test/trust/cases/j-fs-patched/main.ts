import fs from 'node:fs';
import { f } from './tasks.js';
fs.existsSync = () => true; console.log(await f('/nope'));
