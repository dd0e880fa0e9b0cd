/**
 * A case is a file with something wrong; beside it stands what the compiler must say, with code, position, message and chain.
 * Its first lines may set compiler options, as in TypeScript's own tests: `// @module: commonjs`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';
import { inComments, ofDiagnostics } from './support/compiler-options.mjs';
import { constantsOf, givenBack } from './support/watched.mjs';

const folder = path.join(import.meta.dirname, 'diagnostics');
const cases = fs.readdirSync(folder).filter((f) => /\.[cm]?[jt]sx?$/.test(f));
const options = { ...ofDiagnostics(ts), rootDir: folder };

const optionsOf = (file: string): string => inComments(fs.readFileSync(path.join(folder, file), 'utf8'));

// one program for all that have the same options: a case is a module of its own
const compiled = new Map(
  [...new Set(cases.map(optionsOf))].map((json) => {
    const own = ts.convertCompilerOptionsFromJson(JSON.parse(json), folder);
    if (own.errors.length) throw new Error(print(own.errors, folder));
    // what cases import, and what imports them
    const support = fs.readdirSync(path.join(folder, 'support')).map((f) => `support/${f}`);
    const roots = [...cases.filter((c) => optionsOf(c) === json), ...support].map((c) => path.join(folder, c));
    return [json, compile(roots, { ...options, ...own.options })];
  }),
);

/** What moves, and gives back what it changes, `sort gives back 0`, or knows constants. Of that nothing is said. */
function trackedIn(files: ReadonlyMap<string, string>, file: string): string[] {
  const written = path.join('/out', file).replace(/\.([cm]?)[jt]sx?$/, '.$1js');
  const text = files.get(written) ?? files.get(`${written}x`) ?? '';
  return [
    ...[...givenBack(text)].map(([name, list]) =>
      list.length ? `${name} gives back ${list.join(', ')}\n` : `${name} keeps what it is given\n`,
    ),
    ...constantsOf(text).map(([name, list]) => `${name} knows ${list.join(', ')}\n`),
  ];
}

test.each(cases)('%s', async (file) => {
  const { diagnostics, warnings, files } = compiled.get(optionsOf(file))!;
  const own = diagnostics.filter((d) => d.file?.fileName === path.join(folder, file));
  const said = warnings
    .split(/\n(?! )/)
    .filter((w) => w.includes(`${file}(`))
    .map((w) => w.slice(w.indexOf(file)) + '\n');
  const back = trackedIn(files, file);
  await expect(print(own, folder) + said.join('') + back.join('')).toMatchFileSnapshot(
    path.join(folder, file.replace(/\.[cm]?[jt]sx?$/, '.txt')),
  );
  expect(own.length + said.length + back.length).toBeGreaterThan(0);
});
