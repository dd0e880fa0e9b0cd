/** Runs programs one after the other in this process: `together.mjs FOLDER NAME…`. A line of JSON for each: its name, and what it printed. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const [folder, ...names] = process.argv.slice(2);
const print = console.log;
for (const name of names) {
  let out = '';
  console.log = (...args) => void (out += format(...args) + '\n');
  const fail = (error) => void (out += `throws ${error}\n`);
  process.on('unhandledRejection', fail).on('uncaughtException', fail);
  const ended = import(pathToFileURL(path.join(folder, name, 'main.js')).href).then(() => true, fail);
  // what hangs or throws is to be run by itself
  const isGood = await Promise.race([ended, delay(5000, undefined, { ref: false })]);
  process.off('unhandledRejection', fail).off('uncaughtException', fail);
  if (isGood) print(JSON.stringify([name, out]));
}
process.exit();
