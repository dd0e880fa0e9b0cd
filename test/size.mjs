/**
 * What programs with marked functions load, found by running them: `npm run size`, after a build. For each, the files of
 * ours on the caller's side and in the workers, minified and compressed; beside them what one call loads of other
 * packages, and what a bundler takes for a program with one mark.
 *
 * Fails where a figure is more than 5 % over its budget; `npm run size -- --update` makes the budgets what it takes now.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'esbuild';
import { linkRuntime } from './corpus/project.mjs';
import { loadedBy } from './size/loaded.mjs';
import { compressed, linesOfCode, weigh } from './size/weigh.mjs';

const root = path.resolve(import.meta.dirname, '..');
const sources = path.join(import.meta.dirname, 'size');
const budgetFile = path.join(sources, 'budget.json');
const budget = JSON.parse(fs.readFileSync(budgetFile, 'utf8'));
const updates = process.argv.includes('--update');
const TOLERANCE = 1.05;
/** Where a machine is busy, threads start late, and other calls are in line for them: the least counts. */
const ATTEMPTS = 12;

const ours = { call: 'one call', burst: 'a burst', error: 'an error', stream: 'a stream', executor: 'an executor' };
const peers = ['piscina', 'tinypool', 'comlink'];
const sides = { caller: 'caller', end: 'caller, to its exit', worker: 'worker' };

fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(root, '.cache/size-'));
/** What has a budget. */
const figures = {};
const others = {};
try {
  compile();
  for (const name of Object.keys(ours)) await measure(name);
  for (const name of peers)
    others[name] = await measured(path.join(sources, `peers/${name}.mjs`), path.join(root, 'node_modules', name));
  figures['bundle of one mark'] = { bytes: await bundled(path.join(folder, 'dist/call.js')) };
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
for (const name of ['outside', 'inside'])
  figures[`runtime/${name}`] = { lines: linesIn(path.join(root, 'runtime', name)) };

print();
if (updates) fs.writeFileSync(budgetFile, `${JSON.stringify(figures, null, 2)}\n`);
else
  for (const name of Object.keys(figures))
    for (const excess of excessesOf(name, figures[name], budget[name])) {
      process.stderr.write(`${excess}\n`);
      process.exitCode = 1;
    }

/** By tspc, as its user would. */
function compile() {
  const write = (name, value) => fs.writeFileSync(path.join(folder, name), JSON.stringify(value));
  fs.cpSync(path.join(sources, 'programs'), path.join(folder, 'src'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'node_modules'));
  linkRuntime(folder, root);
  write('package.json', { private: true, type: 'module' });
  write('tsconfig.json', {
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      rootDir: 'src',
      outDir: 'dist',
      types: [],
      plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
    },
    include: ['src'],
  });
  const tsPatch = path.dirname(createRequire(import.meta.url).resolve('ts-patch/package.json'));
  execFileSync(process.execPath, [path.join(tsPatch, 'bin/tspc.js')], { cwd: folder, stdio: 'inherit' });
}

/** The smallest of what a program has loaded of ours. */
async function measure(name) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const now = await measured(path.join(folder, `dist/${name}.js`), path.join(root, 'dist/runtime'));
    const label = ours[name];
    if (!figures[label] || now.end.bytes < figures[label].end.bytes) figures[label] = now;
    if (excessesOf(label, figures[label], budget[label]).length === 0) return;
  }
}

/** What a program has loaded of a package. */
async function measured(program, home) {
  const loaded = loadedBy(program, folder);
  const figure = {};
  for (const side of Object.keys(sides))
    figure[side] = await weigh(loaded[side].filter((file) => file.startsWith(home + path.sep)));
  return figure;
}

async function bundled(entry) {
  const options = { bundle: true, minify: true, write: false, format: 'esm', platform: 'node', target: 'node20' };
  const { outputFiles } = await build({ ...options, entryPoints: [entry], external: ['piscina'] });
  return compressed(outputFiles[0].contents);
}

function linesIn(home) {
  const files = fs.readdirSync(home, { recursive: true }).filter((file) => file.endsWith('.ts'));
  return files.reduce((sum, file) => sum + linesOfCode(path.join(home, file)), 0);
}

/** What is over its budget, or has none, in words. */
function excessesOf(name, figure, most) {
  return Object.entries(figure).flatMap(([part, value]) => {
    if (typeof value === 'object') return excessesOf(`${name}, ${sides[part]}`, value, most?.[part]);
    if (value <= most?.[part] * TOLERANCE) return [];
    return `${name}: ${value} ${part}, of ${most?.[part] ?? 'no budget'}`;
  });
}

function print() {
  const lines = Object.entries({ ...figures, ...others })
    .filter(([, figure]) => 'caller' in figure)
    .map(row);
  lines.unshift(
    cells('', Object.values(sides), 22),
    cells(
      '',
      Object.keys(sides).flatMap(() => ['bytes', 'lines']),
      11,
    ),
  );
  lines.push(
    'Minified and compressed; lines as esbuild prints them. The first five without piscina, which they load for their threads.',
    `A bundle of a program with one mark: ${figures['bundle of one mark'].bytes} bytes, without piscina.`,
    `Lines of code: ${figures['runtime/outside'].lines} in runtime/outside, ${figures['runtime/inside'].lines} in runtime/inside.`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
}

function row([name, figure]) {
  return cells(
    name,
    Object.keys(sides).flatMap((side) => Object.values(figure[side])),
    11,
  );
}

function cells(label, values, width) {
  return label.padEnd(12) + values.map((value) => String(value || '–').padStart(width)).join('');
}
