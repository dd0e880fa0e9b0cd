/**
 * One library in one module format, in a process of its own: `node compare.mjs <library> <format> "<functions of whose
 * arguments nothing was said>"`, which must not write these.
 * Every input goes to the function as its library ships it, and to the compiled one; results, errors and what
 * becomes of the arguments must be the same, of ordinary facades with their classes. Prints what came of it as one
 * line of JSON.
 */
import { pathToFileURL } from 'node:url';
import { inspect, isDeepStrictEqual } from 'node:util';
import { createWatcher } from '../support/watched.mjs';
import { libraries } from './libraries.mjs';
import { modules } from './project.mjs';

const atOnce = 32;
const [name, format, promised = ''] = process.argv.slice(2);
const isPromised = new Set(promised.split(' '));
const { watched, noted } = createWatcher();
const library = libraries.find((l) => l.name === name);
const { ordinary, look = {} } = library;
const at = modules(library, format);
const loaded = new Map();
let threads = 0;
process.on('worker', () => threads++);

const { configure, shutdown } = await import('unsync');
configure({ cpuBound: { maxThreads: 2 } });

const result = {
  inputs: 0,
  errors: 0,
  different: [],
  called: [],
  rejected: [],
  seconds: { plain: 0, workers: 0 },
  threads: 0,
};
const called = new Set();
const rejected = new Set();
const differing = new Set();
const batch = [];
const given = ordinary ? library.calls((await import(pathToFileURL(at.use).href)).use) : library.calls();
for await (const call of given) {
  if (ordinary && library.refused?.[call[0]]) continue;
  batch.push(call);
  if (batch.length === atOnce) await run(batch.splice(0));
}
await run(batch);
await shutdown();
result.threads = threads;
result.different.push(...[...noted].map((each) => `nothing was said of this: ${each}`));
result.called = [...called];
result.rejected = [...rejected];
result.differing = [...differing];
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
    if (!/^(?:cpu-bound|background)$/.test(functions[i].kind))
      result.different.push(`${target} is not moved to a worker`);
    if (library.rejected?.includes(target) && actual[i].error === 'UncloneableError') rejected.add(target);
    else if (isDeepStrictEqual(seen(target, expected[i]), seen(target, actual[i]))) return;
    else if (library.differs?.includes(target)) differing.add(target);
    else
      result.different.push(
        `${target}(${brief(args)})\n  plain:  ${brief(expected[i])}\n  worker: ${brief(actual[i])}`,
      );
  });
}

/**
 * A result as a copy of it is: what crosses a thread keeps its data. Whether it keeps its class, ordinary facades
 * show. The arguments as they are afterwards.
 */
async function settle(fn, given) {
  const args = given.map((arg) => (typeof arg === 'function' ? arg() : structuredClone(arg)));
  try {
    const value = await fn(...args);
    return { value: ordinary ? value : structuredClone(value), args };
  } catch (error) {
    const { message, ...fields } = Object.getOwnPropertyDescriptors(error);
    delete fields.stack;
    if (ordinary) for (const path of error[Symbol.for('unsync.leftOut')] ?? []) delete fields[/^[^.[:]*/.exec(path)[0]];
    return {
      error: error.name,
      class: builtInClass(error),
      message: message?.value ?? error.message,
      fields: Object.fromEntries(Object.entries(fields).flatMap(([key, { value }]) => copied(key, value))),
      args,
    };
  }
}

/** Of an error of an ordinary facade, what can't be copied is left out, and said to be. */
function copied(key, value) {
  try {
    return [[key, structuredClone(value)]];
  } catch (error) {
    if (!ordinary) throw error;
    return [];
  }
}

/** Further, what one does with the result, before the two are compared: it may change it. */
function seen(target, settled) {
  if (!look[target] || settled.error) return settled;
  try {
    const looked = look[target](settled.value);
    return { ...settled, looked, ...(library.varies?.includes(target) && { value: undefined }) };
  } catch (error) {
    return { ...settled, looked: String(error) };
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
  const text = inspect(something, { depth: 6, breakLength: Infinity });
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
