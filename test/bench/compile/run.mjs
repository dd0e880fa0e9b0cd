/**
 * `npm run bench:compile` [-- --quick | --rounds n | --marks n,n | --json file]: what marks cost the compiler, beside
 * tsc without them, on a project of a thousand files.
 *
 * The project is laid out in .cache/compile, from packages of the corpus: once for each number of marks, which stand on
 * functions that can be moved, spread evenly over the files. Builds are processes of their own. A round has every
 * build of every project once, in an order of its own; figures are medians over rounds, with the quartiles about them,
 * and ratios to tsc are taken within rounds. CPU time, of all threads, depends less on what else the machine does
 * than the time that passes. Exits with 1 where marks were not compiled; the figures say nothing to its exit code.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../../corpus/project.mjs';
import { createRandom, median, ratio, shuffle, summary } from '../statistics.mjs';
import { build, watch } from './build.mjs';
import { edit } from './editor.mjs';
import { countMoved, findMoved, isCode, layOut, readFiles } from './project.mjs';
import { costTable, marksTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    marks: { type: 'string' },
    json: { type: 'string' },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};
if (!fs.existsSync(path.join(repository, 'dist/transformer'))) fail('There is no dist: npm run build');
const counts = (options.marks ?? (options.quick ? '10' : '10,100,1000')).split(',').map(Number);
const rounds = Number(options.rounds ?? (options.quick ? 1 : 5));
if (![...counts, rounds].every((n) => Number.isInteger(n) && n > 0)) fail('Marks and rounds are numbers from 1.');

const begun = performance.now();
const project = await readFiles(options.quick);
const code = project.files.filter(isCode);
const moved = await findMoved(project);
if (moved.length < Math.max(...counts)) fail(`Only ${moved.length} functions of the project can be moved.`);
/** Of the most, evenly, so that each number of marks has those of all smaller ones. */
const spread = (list, count) => Array.from({ length: count }, (_, i) => list[Math.floor((i * list.length) / count)]);
const most = spread(moved, Math.max(...counts));
const marked = new Set(most.map((m) => m.file));
/** The same files for all: one that is marked wherever there are marks, and one that never is. */
const touched = { marked: most[0].file, other: code.find(({ name }) => !marked.has(name)).name };

const never = () => false;
const variants = [
  { key: 'tsc', title: 'tsc', compiler: 'tsc', plugin: false, marks: 0, wants: never },
  ...(options.quick
    ? []
    : [{ key: 'tspc', title: 'tspc without unsync', compiler: 'tspc', plugin: false, marks: 0, wants: never }]),
  { key: '0', title: 'no marks', compiler: 'tspc', plugin: true, marks: 0, wants: never },
  ...counts.map((count) => {
    const chosen = new Set(spread(most, count).map((m) => `${m.file} ${m.key}`));
    const wants = (file, key) => chosen.has(`${file} ${key}`);
    return { key: String(count), title: `${count} marks`, compiler: 'tspc', plugin: true, marks: count, wants };
  }),
].map((variant) => ({ ...variant, folder: layOut(variant.key, project, variant), samples: {} }));
const lineCount = code.reduce((sum, { text }) => sum + text.split('\n').length, 0);
const run = {
  date: new Date().toISOString(),
  node: process.version,
  cpu: os.cpus()[0]?.model.trim(),
  cores: os.availableParallelism(),
  load: os.loadavg()[0],
  packages: project.packages.map(({ name, version }) => `${name}@${version}`),
  files: code.length,
  lines: lineCount,
  touched,
  rounds,
  measures: {},
};
print(
  `${run.files} files of ${run.packages.length} packages, ${run.lines} lines; Node ${run.node}, ${run.cores} cores (${run.cpu}), ${run.date.slice(0, 10)}, load before ${run.load.toFixed(1)}`,
);

const random = createRandom(Date.now());
for (let round = 0; round < rounds; round++) {
  for (const variant of shuffle(variants, random)) await measure(variant, round);
  print(`round ${round + 1} of ${rounds}: ${Math.round((performance.now() - begun) / 1000)} s`);
}
const titles = {
  full: 'Full build',
  nothing: 'Incremental build, nothing changed',
  marked: 'Incremental build, a marked file changed',
  other: 'Incremental build, a file without marks changed',
  watchStart: 'Watch: until the first build is done',
  watchMarked: 'Watch: a marked file changed',
  watchOther: 'Watch: a file without marks changed',
  editorFirst: 'Editor: until what is wrong in a marked file is known',
  editorChange: 'Editor: after a keystroke in it',
};
for (const [key, title] of Object.entries(titles)) {
  const figures = (variant, name) => variant.samples[key].map((sample) => sample[name]);
  const entries = variants.map((variant) => {
    const of = (name) => ({
      ...summary(figures(variant, name)),
      byTsc: ratio(figures(variant, name), figures(variants[0], name), 'higher'),
    });
    return [variant.title, { cpu: of('cpu'), wall: of('wall'), memory: of('memory') }];
  });
  run.measures[key] = { title, variants: Object.fromEntries(entries) };
  print(costTable(run.measures[key]));
}
const steps = variants.filter(({ plugin }) => plugin);
run.perMark = Object.entries(titles).map(([key, title]) => ({
  title,
  steps: steps.slice(1).map((variant, i) => {
    const more = variant.samples[key].map(({ cpu }, round) => cpu - steps[i].samples[key][round].cpu);
    return { from: steps[i].marks, to: variant.marks, cpu: median(more) / (variant.marks - steps[i].marks) };
  }),
}));
print(marksTable(run.perMark));
if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(run, null, 1)}\n`);
print(`\n${Math.round((performance.now() - begun) / 1000)} s`);
for (const { title, folder, marks } of variants) {
  const count = countMoved(folder);
  // where others are marked, too, some of them are refused
  if (marks ? count < marks / 2 : count > 0) fail(`${title}: ${count} functions were moved`);
}

async function measure({ compiler, folder, samples }, round) {
  const paths = Object.values(touched).map((name) => path.join(folder, name));
  const [marked, other] = paths;
  const texts = paths.map((file) => fs.readFileSync(file, 'utf8'));
  const change = (file) => fs.appendFileSync(file, `// ${round}\n`);
  const add = (key, figures) => (samples[key] ??= []).push(figures);
  fs.rmSync(path.join(folder, 'out'), { recursive: true, force: true });
  add('full', await build(compiler, folder));
  add('nothing', await build(compiler, folder));
  change(marked);
  add('marked', await build(compiler, folder));
  change(other);
  add('other', await build(compiler, folder));

  fs.rmSync(path.join(folder, 'out'), { recursive: true, force: true });
  const watching = await watch(compiler, folder);
  add('watchStart', watching.start);
  add('watchMarked', await watching.change(() => change(marked)));
  add('watchOther', await watching.change(() => change(other)));
  await watching.end();

  const editing = await edit(folder, marked);
  add('editorFirst', editing.first);
  // the first after the start does what is done once
  await editing.change();
  add('editorChange', await editing.change());
  await editing.end();
  paths.forEach((file, i) => fs.writeFileSync(file, texts[i]));
}
