/**
 * `npm run corpus:unawaited` [-- --quick] [-- package …]: futures in real packages, no false alarms.
 *
 * Only `async` functions are marked: what they give was a promise to their authors, too, so whatever is said of a use
 * is a false alarm, and fails. Then every `await` before such a call is taken away, and what is said is counted: most
 * of these are wrong, and where any value will do nothing is to be said. Exits with 1 on a false alarm, or where
 * nothing at all is said of what was taken away.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { install, layOut, repository } from './project.mjs';

const require = createRequire(import.meta.url);
const built = (name) => require(path.join(repository, 'dist', 'transformer', name));
const { withMarks } = built('program/program.js');
const { unawaited } = built('unawaited/unawaited.js');

const quickly = ['@tanstack/query-core', '@trpc/server'];
const args = process.argv.slice(2);
const named = args.includes('--quick') ? quickly : args.filter((a) => !a.startsWith('--'));
const list = path.join(path.dirname(fileURLToPath(import.meta.url)), 'packages.json');
const { packages } = JSON.parse(fs.readFileSync(list, 'utf8'));

const rows = [];
for (const entry of packages.filter((p) => !named.length || named.includes(p.name))) {
  await install(entry);
  rows.push(run(entry));
  console.log(describe(rows.at(-1)));
}
const total = rows.reduce((sums, row) => {
  for (const [key, value] of Object.entries(row)) if (typeof value === 'number') sums[key] = (sums[key] ?? 0) + value;
  return sums;
}, {});
console.log(describe({ ...total, name: 'together' }));
const alarms = rows.flatMap((row) => row.alarms);
for (const alarm of alarms) console.log(alarm);
if (alarms.length || !total.said) process.exitCode = 1;
console.log(process.exitCode ? '\nFAILED' : '\nNo false alarm.');

function describe({ name, files, marks, calls, awaits, said }) {
  return `${name}: ${files} files, ${marks} marks, ${calls} calls; ${awaits} awaits taken away: ${said} findings`;
}

function run(entry) {
  const { folder, marks } = layOut(entry, (_, { isAsync }) => isAsync);
  const written = program(folder);
  const files = filesOf(written, marks);
  const alarms = files.flatMap((file) => unawaited(ts, written, file).map(print));
  const { calls, awaits } = futuresIn(written, files);
  for (const [file, places] of awaits) {
    let text = fs.readFileSync(file, 'utf8');
    for (const start of places) text = `${text.slice(0, start)}     ${text.slice(start + 5)}`;
    fs.writeFileSync(file, text);
  }
  const without = program(folder);
  const said = filesOf(without, marks).flatMap((file) => unawaited(ts, without, file));
  return {
    name: entry.name,
    files: files.length,
    marks: [...marks.values()].reduce((sum, { length }) => sum + length, 0),
    calls,
    awaits: [...awaits.values()].reduce((sum, { length }) => sum + length, 0),
    said: said.length,
    alarms,
  };
}

/** With honest types, and nothing of what else the build looks at. */
function program(folder) {
  const config = ts.getParsedCommandLineOfConfigFile(path.join(folder, 'tsconfig.json'), {}, ts.sys);
  const host = ts.createCompilerHost(config.options);
  return withMarks(ts, ts.createProgram(config.fileNames, config.options, host), host, '').program;
}

function filesOf(program, marks) {
  return program.getSourceFiles().filter((file) => marks.has(path.normalize(file.fileName)));
}

/** Calls that give futures, and by file where those stand that are awaited. */
function futuresIn(program, files) {
  const checker = program.getTypeChecker();
  const awaits = new Map();
  let calls = 0;
  for (const file of files) {
    const visit = (node) => {
      if (ts.isCallExpression(node) && checker.getTypeAtLocation(node).symbol?.name === 'Unfuture') {
        calls++;
        if (ts.isAwaitExpression(node.parent))
          awaits.set(file.fileName, [...(awaits.get(file.fileName) ?? []), node.parent.getStart(file)]);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { calls, awaits };
}

function print({ file, span, message }) {
  const { line, character } = file.getLineAndCharacterOfPosition(span.start);
  return `${path.relative(process.cwd(), file.fileName)}(${line + 1},${character + 1}): ${message}`;
}
