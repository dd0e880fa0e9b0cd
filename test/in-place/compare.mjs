/**
 * One package, in a process of its own: `node compare.mjs <package> "<moved functions>"`. Every input goes to the
 * function as it is without us, and to the one that moved; results, errors and what becomes of the arguments must be
 * the same. Prints what came of it as one line of JSON.
 */
import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { packages } from './packages.mjs';
import { outputOf } from './project.mjs';

const require = createRequire(import.meta.url);
const [name, list] = process.argv.slice(2);
const moved = list.split(' ');
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
  inputs++;
  called.add(target);
  if (!isDeepStrictEqual(expected, actual))
    different.push(`${target}: ${brief(args)}: ${brief(expected)}, ${brief(actual)}`);
}
await shutdown();
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
