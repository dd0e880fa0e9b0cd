/**
 * `npm run inplace` [-- --quick] [-- --list] [-- --runtime=folder] [-- package …]: unsync against functions of other
 * people's projects, marked where they are.
 *
 * Every exported, synchronous function with a loop or recursion is marked (`functions.json` has the list, which
 * `--list` writes). Marks that are refused are taken away, until the project compiles. Of what moved, what nothing else calls is then
 * compiled alone and run, where a package has inputs, and must give what the sources give without us.
 *
 * A refusal or a warning that is not among `verdicts.json`, each looked at and right, fails the run, and so does one
 * that is there and is not made. `--runtime` takes another build of unsync, to compare with, and judges nothing.
 *
 * Everything is installed into `.cache/in-place`.
 */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { changingIn } from '../realcode/project.mjs';
import { speaksOfArguments } from '../support/watched.mjs';
import { packages } from './packages.mjs';
import { compile, install, list, outermost, outputFolder } from './project.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const listed = path.join(here, 'functions.json');

const args = process.argv.slice(2);
const named = args.filter((a) => !a.startsWith('--'));
const runtime = args.find((a) => a.startsWith('--runtime='))?.slice('--runtime='.length);
const chosen = packages.filter((p) => (named.length ? named.includes(p.name) : !args.includes('--quick') || p.quick));
if (!chosen.length) throw new Error(`No such package. There are: ${packages.map((p) => p.name).join(', ')}`);

await install(packages, runtime && path.resolve(runtime));
if (args.includes('--list')) {
  const functions = Object.fromEntries(packages.map((p) => [p.name, list(p)]));
  fs.writeFileSync(listed, `${JSON.stringify(functions, null, 2)}\n`);
} else {
  const functions = JSON.parse(fs.readFileSync(listed, 'utf8'));
  const verdicts = JSON.parse(fs.readFileSync(path.join(here, 'verdicts.json'), 'utf8'));
  const results = [];
  for (const entry of chosen) results.push(await run(entry, functions[entry.name], verdicts[entry.name] ?? {}));
  process.exitCode = report(results) || runtime ? 0 : 1;
}

async function run(entry, functions, verdicts) {
  const wanted = Object.keys(functions);
  const result = { name: entry.name, functions, refused: {}, warned: {}, failures: [] };
  let compiled = await compile(entry, (name) => wanted.includes(name));
  result.failures.push(...wanted.filter((n) => !compiled.marked.includes(n)).map((n) => `${n} can't be marked`));
  while (compiled.errors.length) {
    const before = Object.keys(result.refused).length;
    for (const { of, code, text } of compiled.errors) if (of) result.refused[of] ??= { code, text };
    if (Object.keys(result.refused).length === before) {
      result.failures.push(`errors that are about no function:\n${compiled.output.slice(0, 2000)}`);
      break;
    }
    compiled = await compile(entry, (name) => wanted.includes(name) && !result.refused[name]);
  }
  for (const { of, code, text } of compiled.warnings) (result.warned[of] ??= []).push({ code, text });
  result.moved = compiled.marked;
  result.typeErrors = compiled.typeErrors;
  if (!runtime) judge(result, verdicts);
  if (!runtime && entry.calls) await compare(entry, result);
  print(result);
  return result;
}

/** What was said must be what was found right, function by function and code by code. */
function judge({ refused, warned, failures }, verdicts) {
  const said = { ...refused, ...Object.fromEntries(Object.entries(warned).map(([of, [first]]) => [of, first])) };
  for (const [of, { code, text }] of Object.entries(said))
    if (verdicts[of]?.code !== code) failures.push(`not looked at: ${of}: ${code} ${text}`);
  for (const of of Object.keys(verdicts)) if (!said[of]) failures.push(`nothing is said any more of ${of}`);
}

/** Of what moved, what nothing else calls: compiled alone, as its user would, and run. */
async function compare(entry, result) {
  const alone = outermost(entry, result.moved);
  try {
    const { errors, warnings, output } = await compile(entry, (name) => alone.includes(name));
    const doubted = new Set(warnings.filter(({ code }) => speaksOfArguments.has(code)).map(({ of }) => of));
    const changing = new Set(changingIn(outputFolder(entry, 'out')));
    const promised = alone.filter((name) => !doubted.has(name) && !changing.has(name));
    if (errors.length) result.failures.push(`refused when marked without the others:\n${output.slice(0, 2000)}`);
    const script = path.join(here, 'compare.mjs');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [script, entry.name, alone.join(' '), promised.join(' ')],
      {
        maxBuffer: 1 << 26,
        timeout: 120_000,
      },
    );
    Object.assign(result, JSON.parse(stdout));
    // of what is judged as it crosses, the build has said that it may be rejected
    const judged = warnings.filter(({ code }) => code === 5022).map(({ of }) => `${of}: `);
    const isRejected = (text) =>
      judged.some((of) => text.startsWith(of)) && text.includes('"error":"UncloneableError"');
    result.different = result.different.filter((text) => !isRejected(text));
    result.failures.push(...result.different);
  } catch (error) {
    result.failures.push(String(error?.stderr || error?.stack || error).slice(0, 3000));
  }
}

function print({ name, refused, warned, failures, typeErrors }) {
  console.log(`\n${name}: ${typeErrors.length} type errors`);
  for (const [of, { code, text }] of Object.entries(refused)) console.log(`  refused ${of}: ${code} ${text}`);
  for (const [of, list] of Object.entries(warned))
    for (const { code, text } of list) console.log(`  warned  ${of}: ${code} ${text}`);
  for (const f of failures) console.log(`  FAILED ${f.replace(/\n/g, '\n    ')}`);
}

/** Prints the table; gives back whether all is well. */
function report(results) {
  const counted = (codes) =>
    [...new Set(codes)]
      .sort()
      .map((code) => `${codes.filter((c) => c === code).length}×${code}`)
      .join(' ') || '–';
  const plainOf = (r) => Object.keys(r.functions).filter((of) => r.functions[of] === 'plain');
  const columns = {
    package: (r) => r.name,
    functions: (r) => Object.keys(r.functions).length,
    moved: (r) => r.moved.length,
    plain: (r) => plainOf(r).length,
    'plain moved': (r) => plainOf(r).filter((of) => r.moved.includes(of)).length,
    'plain warned': (r) => plainOf(r).filter((of) => r.warned[of]).length,
    refused: (r) => counted(Object.values(r.refused).map((f) => f.code)),
    warned: (r) => counted(Object.values(r.warned).flatMap((l) => l.map((f) => f.code))),
    inputs: (r) => r.inputs ?? '–',
    called: (r) => r.called?.length ?? '–',
    equal: (r) => (r.inputs === undefined ? '–' : r.different.length ? 'NO' : 'yes'),
  };
  const sums = ['functions', 'moved', 'plain', 'plain moved', 'plain warned'];
  const total = Object.keys(columns).map((c) =>
    c === 'package' ? 'together' : sums.includes(c) ? results.reduce((n, r) => n + columns[c](r), 0) : '',
  );
  const rows = [Object.keys(columns), ...results.map((r) => Object.values(columns).map((c) => c(r))), total];
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  console.log();
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => String(cell).padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
  return results.every((r) => !r.failures.length);
}
