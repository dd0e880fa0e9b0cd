/**
 * Loads modules. In the parent: `load`. In the child, which is this file run by itself: each module by
 * `import()`, one after another; one that ends the process or hangs is charged with it, the others go on in another.
 */
import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const self = fileURLToPath(import.meta.url);
/** Modules load in milliseconds; one whose loading waits for a future to be falsy never does. */
const patience = 10_000;

/** For each `{ file, keys }`, what is wrong with it: an error, or the keys of `__unsyncTasks` that are no functions. */
export async function load(items, folder, output) {
  const results = new Map();
  let rest = items;
  while (rest.length) {
    const stopped = await loadBatch(rest, environment(folder, output), results);
    rest = rest.filter((item) => !results.has(item));
    if (rest.length) {
      results.set(rest[0], { error: stopped });
      rest = rest.slice(1);
    }
  }
  return results;
}

function loadBatch(items, env, results) {
  return new Promise((resolve) => {
    const child = fork(self, [], { env, stdio: 'ignore', serialization: 'advanced' });
    let timer = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('message', ({ index, ...result }) => {
      results.set(items[index], result);
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), patience);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      resolve(`the process ended with ${signal ?? code}`);
    });
    child.send(items);
  });
}

/** Marked functions run where they are called, as they do in a worker. `src/…`, of tsconfig `paths`, is found in the output. */
function environment(folder, output) {
  const paths = path.join(folder, 'paths', output);
  fs.mkdirSync(paths, { recursive: true });
  fs.rmSync(path.join(paths, 'src'), { force: true });
  fs.symlinkSync(path.join(folder, output), path.join(paths, 'src'), 'dir');
  return { ...process.env, UNSYNC_INLINE: '1', NODE_PATH: paths };
}

if (process.argv[1] === self) {
  globalThis.__DEV__ = true; // what bundlers replace in some packages
  process.on('unhandledRejection', () => undefined);
  process.on('uncaughtException', () => undefined);
  process.on('disconnect', () => process.exit());
  process.once('message', async (items) => {
    for (const [index, { file, keys }] of items.entries()) process.send({ index, ...(await check(file, keys)) });
    process.exit(0);
  });
}

async function check(file, keys) {
  try {
    const module = await import(pathToFileURL(file).href);
    const tasks = module.__unsyncTasks ?? module.default?.__unsyncTasks;
    const missing = keys?.filter((key) => typeof tasks?.[key] !== 'function');
    return { missing: missing?.length ? missing : undefined, called: globalThis[Symbol.for('unsync.corpus.called')] };
  } catch (error) {
    return {
      error: String(error?.message ?? error)
        .split('\n')[0]
        .slice(0, 300),
      called: globalThis[Symbol.for('unsync.corpus.called')],
    };
  }
}
