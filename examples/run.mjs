// `node examples/run.mjs <name>`: compiles an example with this repository's own unsync, and runs it.
// Outside the repository, an example is an ordinary project: `npm install && npm start`.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = dirname(fileURLToPath(import.meta.url));
const repository = dirname(examples);
const [name, ...args] = process.argv.slice(2);

const names = readdirSync(examples).filter((each) => existsSync(join(examples, each, 'tsconfig.json')));
if (!names.includes(name)) fail(`usage: node examples/run.mjs <${names.join('|')}>`);
prepare();
const example = join(examples, name);
runFirst(process.execPath, [...compiler(), '--project', example], { cwd: example });
runProgram(join(example, 'dist/main.js'), ...args);

/** The one that its `npm start` names. */
function compiler() {
  const { scripts } = JSON.parse(readFileSync(join(example, 'package.json'), 'utf8'));
  if (scripts.start.startsWith('unsync build')) return [join(repository, 'dist/transformer/hosts/cli/cli.js'), 'build'];
  return [join(dirname(createRequire(import.meta.url).resolve('ts-patch/package.json')), 'bin/tspc.js')];
}

/** How it ends is its own business: Ctrl-C reaches it without us, and what is sent to us is passed on. */
function runProgram(...args) {
  const program = spawn(process.execPath, args, { cwd: example, stdio: 'inherit' });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => program.kill('SIGTERM'));
  program.on('exit', (status, signal) => {
    if (!signal) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** From a fresh clone to what the examples need; a second run finds it done. */
function prepare() {
  if (!existsSync(join(repository, 'node_modules/typescript'))) npm('install');
  if (!existsSync(join(repository, 'dist/transformer'))) npm('run', 'build');
  linkPackage();
}

/** What `npm install` does elsewhere: `import 'unsync'` finds examples/node_modules/unsync, which is this repository. */
function linkPackage() {
  mkdirSync(join(examples, 'node_modules'), { recursive: true });
  try {
    // A junction needs no privilege on Windows, but an absolute target; elsewhere the type is ignored.
    symlinkSync(repository, join(examples, 'node_modules/unsync'), 'junction');
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
}

function npm(...args) {
  // On Windows npm is a batch file, which needs a shell.
  runFirst('npm', args, { cwd: repository, shell: process.platform === 'win32' });
}

function runFirst(command, args, options) {
  const { status, error } = spawnSync(command, args, { ...options, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
