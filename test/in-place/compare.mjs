/**
 * One package, in a process of its own: `node compare.mjs <package> "<moved functions>" "<of these, those of whose
 * arguments nothing was said>"`. Every input goes to the function as it is without us, and to the one that moved;
 * results, errors and what becomes of the arguments must be the same, and what nothing was said of must not be written.
 * Prints what came of it as one line of JSON.
 */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { createWatcher } from '../support/watched.mjs';
import { packages } from './packages.mjs';
import { outputOf } from './project.mjs';

const require = createRequire(import.meta.url);
const [name, moved, promised] = process.argv.slice(2).map((list, i) => (i ? list.split(' ') : list));
const { watched, noted } = createWatcher();
const entry = packages.find((p) => p.name === name);
const { configure, shutdown } = await import('unsync');
configure({ cpuBound: { maxThreads: 2 } });

const different = [];
const called = new Set();
let inputs = 0;
for (const [target, ...args] of entry.calls(moved)) {
  if (!moved.includes(target)) continue;
  const expected = await settle(find('plain', target), args);
  const fn = find('out', target);
  if (fn.kind !== 'cpu-bound') different.push(`${target} is not moved to a worker`);
  const actual = await settle(fn, args);
  if (promised.includes(target)) await settle(watched(find('plain', target), target), args);
  inputs++;
  called.add(target);
  if (!isDeepStrictEqual(expected, actual))
    different.push(`${target}: ${brief(args)}: ${brief(expected)}, ${brief(actual)}`);
}
await shutdown();
different.push(...[...noted].map((each) => `nothing was said of this: ${each}`));
process.stdout.write(JSON.stringify({ inputs, called: [...called], different }));

function find(side, target) {
  const at = target.lastIndexOf('.');
  const module = require(outputOf(entry, side, target.slice(0, at)));
  return module[target.slice(at + 1)] ?? module.default;
}

async function settle(fn, given) {
  const args = structuredClone(given);
  try {
    return { value: structuredClone(await fn(...args)), args };
  } catch (error) {
    return { error: error.name, message: error.message, args };
  }
}

function brief(something) {
  return JSON.stringify(something)?.slice(0, 200);
}
