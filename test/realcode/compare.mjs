/**
 * One library in one module format, in a process of its own: `node compare.mjs <library> <format> "<functions of whose
 * arguments nothing was said>"`, which must not write these.
 * Every input goes to the function as its library ships it, and to the compiled one; results, errors and what
 * becomes of the arguments must be the same. Prints what came of it as one line of JSON.
 */
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { createWatcher } from '../support/watched.mjs';
import { libraries } from './libraries.mjs';
import { modules } from './project.mjs';

const atOnce = 32;
const [name, format, promised = ''] = process.argv.slice(2);
const isPromised = new Set(promised.split(' '));
const { watched, noted } = createWatcher();
const library = libraries.find((l) => l.name === name);
const at = modules(library, format);
const loaded = new Map();
let threads = 0;
process.on('worker', () => threads++);

const { configure, shutdown } = await import('unsync');
configure({ cpuBound: { maxThreads: 2 } });

const result = { inputs: 0, errors: 0, different: [], called: [], seconds: { plain: 0, workers: 0 }, threads: 0 };
const called = new Set();
const batch = [];
for await (const call of library.calls()) {
  batch.push(call);
  if (batch.length === atOnce) await run(batch.splice(0));
}
await run(batch);
await shutdown();
result.threads = threads;
result.different.push(...[...noted].map((each) => `nothing was said of this: ${each}`));
result.called = [...called];
process.stdout.write(JSON.stringify(result));

async function run(calls) {
  const started = performance.now();
  const expected = [];
  for (const [target, ...args] of calls) expected.push(await settle(await find('plain', target), args));
  const between = performance.now();
  for (const [target, ...args] of calls)
    if (isPromised.has(target)) await settle(watched(await find('plain', target), target), args);
  const watchedUntil = performance.now();
  const functions = [];
  for (const [target] of calls) functions.push(await find('compiled', target));
  // all at once, so that calls queue and share threads
  const actual = await Promise.all(calls.map(([, ...args], i) => settle(functions[i], args)));
  result.seconds.plain += (between - started) / 1000;
  result.seconds.workers += (performance.now() - watchedUntil) / 1000;
  calls.forEach(([target, ...args], i) => {
    called.add(target);
    result.inputs++;
    if (expected[i].error) result.errors++;
    if (functions[i].kind !== 'cpu-bound') result.different.push(`${target} is not moved to a worker`);
    if (!isDeepStrictEqual(expected[i], actual[i]))
      result.different.push(
        `${target}(${brief(args)})\n  plain:  ${brief(expected[i])}\n  worker: ${brief(actual[i])}`,
      );
  });
}

/** A result as a copy of it is: what crosses a thread keeps its data, not its class. The arguments as they are afterwards. */
async function settle(fn, given) {
  const args = structuredClone(given);
  try {
    return { value: structuredClone(await fn(...args)), args };
  } catch (error) {
    const { message, ...fields } = Object.getOwnPropertyDescriptors(error);
    delete fields.stack;
    return {
      error: error.name,
      class: builtInClass(error),
      message: message?.value ?? error.message,
      fields: structuredClone(Object.fromEntries(Object.entries(fields).map(([key, { value }]) => [key, value]))),
      args,
    };
  }
}

/** The library's own classes do not cross: of an error comes its name, and the language's class that it extends. */
function builtInClass(error) {
  let type = error.constructor;
  while (globalThis[type.name] !== type) type = Object.getPrototypeOf(type);
  return type.name;
}

/** `module.function`; a function that is not exported under its name is the default export, or in it. */
async function find(side, target) {
  const [module, key] = target.split('.');
  const file = at[side](module);
  if (!loaded.has(file)) loaded.set(file, await import(pathToFileURL(file).href));
  const namespace = loaded.get(file);
  // Node wraps a CommonJS module that exports 'default'
  const root = namespace.default?.__esModule ? namespace.default : namespace;
  const fn = root[key] ?? root.default[key] ?? root.default;
  if (typeof fn !== 'function') throw new Error(`${file} has no function ${key}`);
  return fn;
}

function brief(something) {
  const text = JSON.stringify(something, (_, v) => (typeof v === 'bigint' ? `${v}n` : v)) ?? String(something);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
