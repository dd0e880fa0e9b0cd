/**
 * One project of many packages of the corpus, once for each number of marks. Each package keeps its own folder and
 * what is installed for it; all are compiled together, with one tsconfig.json.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { markAll } from '../../corpus/marks.mjs';
import { defaults, folderOf, install, linkRuntime, repository, sourcesIn } from '../../corpus/project.mjs';

const cache = path.join(repository, '.cache/compile');
const corpus = JSON.parse(fs.readFileSync(path.join(repository, 'test/corpus/packages.json'), 'utf8')).packages;
/** Checking the types of these two takes tsc longer than all others: what unsync adds would hardly show. */
const slow = ['zod', 'ox'];
const quick = ['@msgpack/msgpack', 'rlp'];

/** The files of the project, `{ name, text }`, from as many packages as have a thousand. */
export async function readFiles(isQuick) {
  const files = [];
  const packages = new Set();
  for (const entry of corpus) {
    if (isQuick ? !quick.includes(entry.name) : slow.includes(entry.name) || files.filter(isCode).length >= 1000)
      continue;
    await install(entry);
    packages.add(entry);
    const from = path.join(folderOf(entry), 'node_modules', entry.name, entry.sources ?? 'src');
    for (const name of sourcesIn(from))
      files.push({
        name: path.join(path.basename(folderOf(entry)), 'src', name),
        text: fs.readFileSync(path.join(from, name), 'utf8'),
      });
  }
  return { files, packages: [...packages], isQuick };
}

export const isCode = ({ name }) => !/\.json$|\.d\.[cm]?ts$/.test(name);

/** Writes the project, with the marks that `wants(file, key)` chooses. Gives its folder back. */
export function layOut(label, { files, packages, isQuick }, { plugin, wants }) {
  const folder = path.join(cache, label);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const file of files) {
    const to = path.join(folder, file.name);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.writeFileSync(to, isCode(file) ? markAll(to, file.text, (key) => wants(file.name, key)).text : file.text);
  }
  for (const entry of packages) {
    const own = folderOf(entry);
    fs.symlinkSync(path.join(own, 'node_modules'), path.join(folder, path.basename(own), 'node_modules'), 'dir');
  }
  fs.mkdirSync(path.join(folder, 'node_modules'));
  linkRuntime(folder, repository);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const compilerOptions = {
    ...defaults,
    ...(isQuick && { lib: ['esnext'] }), // the declarations of the DOM take tsc longer than these few files
    module: 'esnext',
    rootDir: '.',
    outDir: 'out',
    incremental: true,
    tsBuildInfoFile: 'out/tsbuildinfo',
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    paths: { 'src/*': ['./pdf-lib/src/*'] },
    ...(plugin && { plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }] }),
  };
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/src'] }));
  return folder;
}

const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');

/**
 * Functions that unsync moves to a worker, `{ file, key }`, in the order of files: when all are marked, and without a
 * word about any, so that they are moved when only some are. What it finds is kept for the next time.
 */
export async function findMoved(project) {
  const kept = path.join(cache, 'moved.json');
  const packages = project.packages.map(({ name, version }) => `${name}@${version}`).join();
  const known = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept, 'utf8')) : {};
  if (known[packages]) return known[packages];
  const folder = layOut('all', project, { plugin: true, wants: () => true });
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=6144', cli, 'explain', '--json'],
    { cwd: folder, maxBuffer: 1 << 28 },
  ).catch((error) => (error.code === 1 ? error : Promise.reject(error))); // some are refused
  fs.rmSync(folder, { recursive: true });
  const moved = JSON.parse(stdout)
    .functions.filter((f) => !f.refused && f.kind !== 'async' && !f.problems.length)
    .map((f) => ({ file: path.normalize(f.file), key: f.name }));
  fs.writeFileSync(kept, JSON.stringify({ ...known, [packages]: moved }));
  return moved;
}

/** How many functions in the output of a project have a worker module, by what their stubs say. */
export function countMoved(folder) {
  const out = path.join(folder, 'out');
  return fs
    .readdirSync(out, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.includes('node_modules'))
    .reduce(
      (sum, name) => sum + fs.readFileSync(path.join(out, name), 'utf8').split('worker: new URL("./').length - 1,
      0,
    );
}
