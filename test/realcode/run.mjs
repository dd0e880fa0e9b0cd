/**
 * `npm run realcode` [-- --quick] [-- library …]: unsync against libraries that people use.
 *
 * Their sources, at pinned versions from npm, get marks on their main functions; a library that ships one bundle, or
 * classes, is marked through a facade (`facades/`). They are compiled by tspc, as ES modules and as CommonJS, and
 * every function is called with hundreds of real inputs, broken ones among them: what comes from workers must equal
 * what the library as shipped gives, values, errors and arguments alike. What the transformer refuses must be just
 * what the library's entry says, with that code; the library is then run with the marks that are left.
 *
 * 44 packages more have a facade each as one writes it who has not read our docs (`facades/ordinary/`): of these, the
 * entry also says what is warned of, what is rejected as it crosses.
 *
 * Everything is installed into `.cache/realcode` and `.cache/realcode-ordinary`. Exits with 1 on any difference.
 */
import { execFile } from 'node:child_process';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { libraries } from './libraries.mjs';
import { compile, install } from './project.mjs';
import { report } from './report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const atOnce = 2;
const formats = ['module', 'commonjs'];

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const named = args.filter((a) => !a.startsWith('--'));
const chosen = libraries.filter((l) => (named.length ? named.includes(l.name) : !quick || l.quick));
if (!chosen.length) throw new Error(`No such library. There are: ${libraries.map((l) => l.name).join(', ')}`);

await install(libraries, chosen);
const queue = chosen.flatMap((library) => formats.map((format) => ({ library, format })));
const results = new Map(queue.map((job) => [job, undefined]));
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let job = queue.shift(); job; job = queue.shift()) results.set(job, await run(job));
  }),
);
process.exitCode = report([...results.values()]) ? 0 : 1;

async function run({ library, format }) {
  const started = performance.now();
  const result = { library, format, failures: [] };
  try {
    const expected = library.refused ?? {};
    let compiled = await compile(library, format);
    result.marked = compiled.marked.length;
    result.refused = {};
    // as its user would: the marks that are refused are taken away, until none is
    for (let found; (found = Object.keys(compiled.refused)).length; ) {
      Object.assign(result.refused, compiled.refused);
      const unexpected = found.filter((name) => expected[name] !== compiled.refused[name]);
      if (unexpected.length)
        result.failures.push(`${unexpected.join(', ')} should not be refused like this:\n${compiled.output}`);
      compiled = await compile(library, format, (name) => !result.refused[name]);
    }
    const allowed = Object.keys(expected).filter((name) => !result.refused[name]);
    if (allowed.length) result.failures.push(`should be refused, and is not: ${allowed.join(', ')}`);
    result.moved = compiled.marked.length;
    result.warnings = compiled.warnings;
    const warned = [...new Set(compiled.warnings)].sort().join(' ');
    if (library.ordinary && warned !== (library.warned ?? []).join(' '))
      result.failures.push(`warns of ${warned || 'nothing'}:\n${compiled.output}`);
    if (compiled.typeErrors.length)
      result.failures.push(`type errors:\n${compiled.typeErrors.slice(0, 10).join('\n')}`);
    const promised = compiled.marked.filter(
      (key) => !compiled.changing.includes(key) && !compiled.doubted.some((name) => key.endsWith(`.${name}`)),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [path.join(here, 'compare.mjs'), library.name, format, promised.join(' ')],
      {
        maxBuffer: 1 << 26,
        timeout: 300_000,
      },
    );
    const compared = JSON.parse(stdout);
    Object.assign(result, compared);
    result.failures.push(...compared.different);
    const crossing = (library.rejected ?? []).filter((name) => !compared.rejected.includes(name));
    if (crossing.length) result.failures.push(`should be rejected, and is not: ${crossing.join(', ')}`);
    const equal = (library.differs ?? []).filter((name) => !compared.differing.includes(name));
    if (equal.length) result.failures.push(`should differ, and does not: ${equal.join(', ')}`);
    if (!compared.threads && compiled.marked.length) result.failures.push('no thread was started');
    const uncalled = compiled.marked.filter((name) => !compared.called.includes(name));
    if (uncalled.length) result.failures.push(`never called: ${uncalled.join(', ')}`);
  } catch (error) {
    result.failures.push(String(error?.stderr || error?.stack || error).slice(0, 4000));
  }
  result.time = (performance.now() - started) / 1000;
  console.log(`${library.name} as ${format}: ${Math.round(result.time)} s${result.failures.length ? ', FAILED' : ''}`);
  return result;
}
