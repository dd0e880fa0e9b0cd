/**
 * `npm run corpus` [-- --quick] [-- package …]: unsync against real packages that ship their sources.
 *
 * Every top-level function of every source file is marked `/** @unsync *\/` (`marks.mjs`), and then:
 *
 * 1. *Nothing but the marks is touched.* The project is compiled by tsc alone, and once more from the tree that
 *    unsync made, the marks taken back on emit (`undo.mjs`): JavaScript and source maps are the same, byte for byte.
 * 2. *Nothing is lost.* Compiled by unsync itself: no crash, no UNSYNC9xxx, and every marked function is in a worker
 *    module's table, or asynchronous, or has an error with a code. Declarations are emitted, too.
 * 3. *What runs in workers is whole.* Every worker module is loaded by `import()` in another process (`load.mjs`),
 *    and has a function under every key of its table.
 *
 * Counted apart in 3, each with proof:
 * - `unloadable`: plain tsc's output of the same file can't be loaded either (a peer or a bundler is missing).
 * - `futures`: the package calls a marked function while it loads, and uses the future as the value it was. Marking
 *   everything breaks that, and the checker says so; such a module must load, with all its keys, where calls give
 *   values (`transparent/`), must have made such a call, and its project must have type errors.
 *
 * Type errors of the corpus do not matter. Packages and versions are pinned in `packages.json` and installed by npm
 * into `.cache/corpus`. Exits with 1 on any failure.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { load } from './load.mjs';
import { folderOf, install, linkRuntime, outputs, repository } from './project.mjs';
import { report } from './report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const atOnce = 2;
/** What the full corpus must hold for its result to mean something. */
const atLeast = { files: 1000, functions: 3000 };

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const named = args.filter((a) => !a.startsWith('--'));
const { packages } = JSON.parse(fs.readFileSync(path.join(here, 'packages.json'), 'utf8'));
const chosen = packages.filter((p) => (named.length ? named.includes(p.name) : !quick || p.quick));

if (!fs.existsSync(path.join(repository, 'dist', 'transformer'))) {
  console.error('There is no dist: npm run build');
  process.exit(1);
}
const queue = [...chosen];
const results = [];
await Promise.all(Array.from({ length: atOnce }, worker));
results.sort((a, b) => chosen.findIndex((p) => p.name === a.name) - chosen.findIndex((p) => p.name === b.name));
process.exitCode = report(results, quick || named.length ? { files: 0, functions: 0 } : atLeast) ? 0 : 1;

async function worker() {
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    const started = performance.now();
    const result = await run(entry);
    results.push(result);
    console.log(
      `${entry.name}@${entry.version}: ${Math.round((performance.now() - started) / 1000)} s${result.crash ? ', CRASHED' : ''}`,
    );
  }
}

async function run(entry) {
  try {
    await install(entry);
    const result = await compile(entry);
    return { ...result, loading: await loadWorkers(entry, result) };
  } catch (error) {
    return { name: entry.name, crash: String(error?.stderr || error?.stack || error).slice(0, 4000) };
  }
}

async function compile(entry) {
  const file = path.join(folderOf(entry), 'result.json');
  fs.rmSync(file, { force: true });
  await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=6144', path.join(here, 'compile.mjs'), JSON.stringify(entry), file],
    { maxBuffer: 1 << 26 },
  );
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

async function loadWorkers(entry, { workers, typeErrors }) {
  const folder = folderOf(entry);
  const isBad = ({ error, missing }) => error || missing;
  const loaded = await load(workers, folder, outputs.kept);
  const bad = workers.filter((w) => isBad(loaded.get(w)));
  const plain = bad.map((w) => ({ file: w.plain, worker: w }));
  const plainLoaded = await load(plain, folder, outputs.plain);
  const unloadable = new Map(
    plain.filter((p) => plainLoaded.get(p).error).map((p) => [p.worker, plainLoaded.get(p).error]),
  );
  const futures = new Set();
  linkRuntime(folder, path.join(here, 'transparent'));
  for (const w of bad.filter((b) => !unloadable.has(b))) {
    // alone in its process, since a module that another has loaded makes its calls no more
    const result = (await load([w], folder, outputs.kept)).get(w);
    if (!isBad(result) && result.called?.length && typeErrors > 0) futures.add(w);
  }
  linkRuntime(folder, repository);
  const failed = bad
    .filter((w) => !unloadable.has(w) && !futures.has(w))
    .map((w) => ({ file: path.relative(folder, w.file), ...loaded.get(w) }));
  return { loaded: workers.length - bad.length, unloadable: [...unloadable.values()], futures: futures.size, failed };
}
