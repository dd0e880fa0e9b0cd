/**
 * Runs compiled programs one after the other, in a process of their own: `node execute.mjs`, told by messages which.
 * A program is a `main.js` that logs through a function that it is given; its modules are its own, so that nothing
 * is left over for the next one.
 */
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { createWatcher } from '../support/watched.mjs';

const settings = { depth: 6, sorted: true, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: 50 };

/** The same text for the same value on both sides; names that tsc gives to imports are left out. */
function canonical(value) {
  if (!(value instanceof Error)) return inspect(value, settings);
  const own = Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'name'));
  return `${value.constructor.name} ${value.name}: ${value.message.replace(/\b\w+_\d+\b/g, '_')} ${inspect(own, settings)}`;
}

/** The plain function: what is marked must have it. */
const plainOf = (marks) => (mark, marked, self) => {
  if (marked.inline) return marked.inline;
  if (marks.includes(mark)) throw new Error(`${mark} has no inline`);
  return self ? marked.bind(self) : marked;
};

async function run(file, marks) {
  const log = [];
  try {
    const module = await import(pathToFileURL(file).href);
    const main = module.main ?? module.default.main;
    await main((tag, label, value) => log.push([tag, label, canonical(value)]), plainOf(marks));
  } catch (error) {
    log.push(['load', '', canonical(error)]);
  }
  return log;
}

/** What is written to arguments of marked functions, as they run in place. */
async function writesIn(file) {
  const { watched, noted } = createWatcher();
  globalThis.__watched = watched;
  await run(file, []);
  return [...noted];
}

process.on('message', async (files) => {
  for (const { id, plain, marked, watched, marks } of files) {
    process.send({ started: id });
    const writes = watched ? await writesIn(watched) : [];
    process.send({ id, expected: await run(plain, []), actual: await run(marked, marks), writes });
  }
  process.send({ done: true });
});
