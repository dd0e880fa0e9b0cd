/**
 * Builds dist/: `npm run build`, from nothing. Vitest does it before its tests, and then only what is stale; what is in
 * dist/ is the same. Those that build wait for each other, and for the tests that use what is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = import.meta.dirname;
const folders = ['runtime', 'transformer'];
const cache = path.join(root, '.cache/build');
const compiled = path.join(cache, 'tsbuildinfo');
const remembered = path.join(cache, 'state.json');
const lock = path.join(cache, 'lock');
const users = path.join(cache, 'users');

/** @param isClean from nothing, even where nothing is stale */
export async function build(isClean = false) {
  await locked(() => update(isClean));
}

/** What is in dist/ stays until this process says that it has `done` with it, or ends. */
export async function use() {
  const own = path.join(users, String(process.pid));
  await locked(async () => {
    await update(false);
    fs.mkdirSync(users, { recursive: true });
    fs.writeFileSync(own, '');
  });
  return { done: () => fs.rmSync(own, { force: true }) };
}

async function update(isClean) {
  const last = read(remembered);
  const state = { settings: settings(), sources: hashes(folders), outputs: hashes(['dist']) };
  if (!isClean && last?.isGood && isEqual({ ...state, isGood: true }, last)) return;

  await unused();
  const start = performance.now();
  // the compiler writes what has changed, and looks at nothing that it has written
  if (isClean || state.settings !== last?.settings || !isEqual(state.outputs, last.outputs))
    for (const each of ['dist', compiled]) fs.rmSync(path.resolve(root, each), { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--require', path.join(root, 'test/support/code-cache.cjs')],
      ...[path.join(root, 'node_modules/typescript/bin/tsc'), '-p', root],
      ...['--incremental', '--tsBuildInfoFile', compiled],
    ],
    { stdio: ['ignore', 2, 2] },
  );
  const wanted = new Set(Object.keys(state.sources).flatMap(outputsOf));
  for (const name of Object.keys(hashes(['dist']))) if (!wanted.has(name)) fs.rmSync(path.join(root, name));
  if (fs.existsSync(path.join(root, 'dist'))) removeEmpty(path.join(root, 'dist'));

  const isGood = status === 0;
  fs.writeFileSync(remembered, JSON.stringify({ ...state, outputs: hashes(['dist']), isGood }));
  if (!isGood) throw new Error('the build has failed');
  process.stderr.write(`dist/ was stale: built in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}

/** What the outputs depend on besides the sources. */
function settings() {
  const { name, type, imports, exports } = read(path.join(root, 'package.json'));
  const files = ['tsconfig.json', 'node_modules/.package-lock.json'].map((file) => path.join(root, file));
  return hash(JSON.stringify([name, type, imports, exports, ...files.map((f) => fs.existsSync(f) && hashOf(f))]));
}

const read = (file) => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined);
const hash = (content) => createHash('sha1').update(content).digest('base64');
const hashOf = (file) => hash(fs.readFileSync(file));
const isEqual = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** By name, sorted. */
function hashes(of) {
  const found = of
    .filter((folder) => fs.existsSync(path.join(root, folder)))
    .flatMap((folder) => fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return Object.fromEntries(found.sort().map((file) => [path.relative(root, file), hashOf(file)]));
}

function outputsOf(source) {
  const [, base, m] = /^(.*)\.([cm]?)ts$/.exec(source) ?? [];
  return base === undefined ? [] : [`dist/${base}.${m}js`, `dist/${base}.d.${m}ts`].map(path.normalize);
}

function removeEmpty(folder) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeEmpty(path.join(folder, entry.name));
  if (!fs.readdirSync(folder).length) fs.rmdirSync(folder);
}

/** Others that run for hours are not waited for. */
const patience = 3_600_000;

async function until(condition, blockers) {
  for (let waited = 0; !condition(); waited += 100) {
    if (waited === 2000) process.stderr.write(`dist/ is in use by ${blockers()}: this waits for it\n`);
    if (waited > patience) throw new Error(`dist/ is in use by ${blockers()}`);
    await delay(100);
  }
}

function others() {
  const pids = fs.existsSync(users) ? fs.readdirSync(users).map(Number) : [];
  for (const pid of pids) if (!isAlive(pid)) fs.rmSync(path.join(users, String(pid)), { force: true });
  return pids.filter((pid) => pid !== process.pid && isAlive(pid));
}

const unused = () =>
  until(
    () => !others().length,
    () => `tests (process ${others()})`,
  );

async function locked(action) {
  fs.mkdirSync(cache, { recursive: true });
  await until(lockIt, () => `a build (process ${ownerOf(lock)})`);
  try {
    await action();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function lockIt() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const owner = ownerOf(lock);
    if (owner && !isAlive(owner)) {
      // another may have found this, too, and have it by now
      const taken = `${lock}.${process.pid}`;
      fs.renameSync(lock, taken);
      if (ownerOf(taken) === owner) fs.rmSync(taken);
      else fs.renameSync(taken, lock);
    }
    return false;
  }
}

/** Nobody, or one that has yet to write its name. */
function ownerOf(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === import.meta.filename) await build(true);
