/**
 * Runs the tests that execute what was compiled on every supported Node, on the oldest with both compilers:
 * `npm run test:matrix`, or `npm run test:matrix -- 24 6.0` for one cell; `-- --quick`, for CI, leaves out what `npm test`
 * has run, and what has hardly ever depended on the Node between.
 * Each Node is the binary that the npm package `node` would bring; all is installed into .cache/matrix.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from '../build.mjs';

const root = path.resolve(import.meta.dirname, '..');
const cache = path.join(root, '.cache/matrix');
const nodes = ['20', '22', '24', '26'];
const toolchains = { '6.0': ['typescript@~6.0', 'ts-patch@4'], 5.9: ['typescript@~5.9', 'ts-patch@3'] };
/** What compiles and runs programs; the rest does not depend on the cell. */
const compiled = ['test/fixtures.test.ts'];
/** With tspc itself, and the types as the compiler and editors see them: on the oldest and the newest Node. */
const toEnds = [
  'test/types.test.ts',
  'test/readme.test.ts',
  ...['editor', 'editor-errors', 'editor-projects'].map((name) => `test/hosts/${name}.test.ts`),
];
/** What asks Node for other things on each: how modules are loaded. In quick the first alone, and where hooks are new or newest. */
const loaded = ['test/hosts/register.test.ts', 'test/hosts/jest.test.ts', 'test/hosts/coverage.test.ts'];
/** What does not depend on the compiler, once for each Node: the runtime on hand-written worker modules. */
const threads = fs
  .readdirSync(path.join(root, 'test/runtime'))
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/runtime/${name}`);
/** Of these, what is about messages and types, and no more about Node on one than on another. */
const atEnds = ['test/runtime/protocol.test.ts', 'test/runtime/types.test.ts'];

/** What is left of them in quick. */
const brief = ['calls', 'errors', 'run-queue', 'process', 'workers'].map((name) => `test/runtime/${name}.test.ts`);

const isQuick = process.argv.includes('--quick');
const isEnd = (version) => version === nodes[0] || version === nodes.at(-1);
function threadsOn(version) {
  if (isQuick) return brief;
  return isEnd(version) ? threads : threads.filter((file) => !atEnds.includes(file));
}
const [onlyNode, onlyToolchain] = process.argv.slice(2).filter((each) => !each.startsWith('--'));
const npm = (...args) =>
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });

function install(name, packages) {
  const folder = path.join(cache, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  npm('install', '--prefix', folder, ...packages);
  return folder;
}

await build();
const results = [];
for (const version of nodes) {
  if (onlyNode && onlyNode !== version) continue;
  const binary = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = install(`node-${version}`, [`${binary}@${version}`]);
  const node = path.join(folder, 'node_modules', binary, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  const exact = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  for (const [compiler, packages] of Object.entries(toolchains)) {
    if (onlyToolchain && onlyToolchain !== compiler) continue;
    // the older compiler on the oldest Node: what is between differs in neither
    if (!onlyNode && !onlyToolchain && compiler !== '6.0' && version !== '20') continue;
    if (isQuick && compiler === '6.0' && exact === process.version) continue;
    const toolchain = install(`typescript-${compiler}`, packages);
    const cell = `Node ${exact}, TypeScript ${compiler}`;
    process.stdout.write(`\n── ${cell} ──\n`);
    const env = {
      ...process.env,
      UNSYNC_TOOLCHAIN: toolchain,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    };
    const { status } = spawnSync(
      node,
      [
        path.join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        ...(isQuick && compiler === '6.0' ? ['--project', 'unsync'] : []),
        ...(isQuick && !isEnd(version) ? [] : compiled),
        ...(compiler !== '6.0' || (isQuick && version === '24') ? [] : isQuick ? loaded.slice(0, 1) : loaded),
        ...(!isEnd(version) ? [] : !isQuick ? toEnds : compiler === '6.0' ? [] : toEnds.slice(0, 1)),
        ...(compiler === '6.0' ? threadsOn(version) : []),
      ],
      { cwd: root, env, stdio: 'inherit' },
    );
    results.push({ cell, passed: status === 0 });
  }
}
process.stdout.write('\n');
for (const { cell, passed } of results) process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${cell}\n`);
process.exitCode = results.length > 0 && results.every((r) => r.passed) ? 0 : 1;
