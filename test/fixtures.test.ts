/**
 * A fixture is a folder: `input.ts` has marks, `main.ts` uses it and prints. Beside them stand what must come out:
 * `expected/input.js`, `expected/input.unsync.js`, `expected/input.d.ts`, `expected/stdout.txt`, `expected/warnings.txt`.
 * Each is run three ways, inline, extracted as ES modules and extracted as CommonJS, which must print the same.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

const folder = path.join(import.meta.dirname, 'fixtures');
fs.mkdirSync(path.join(import.meta.dirname, '../.cache'), { recursive: true });
const outputs = fs.mkdtempSync(path.join(import.meta.dirname, '../.cache/fixtures-'));
const names = fs.readdirSync(folder).filter((n) => fs.existsSync(path.join(folder, n, 'input.ts')));
const ways = ['inline', 'esm', 'cjs'] as const;

const base = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  rootDir: folder,
  declaration: true,
  sourceMap: true,
  noUnusedLocals: true,
  jsx: ts.JsxEmit.React,
};
const compiled = new Map<string, ReturnType<typeof compile>>();

/** CommonJS has no top-level await and no import.meta; such a fixture says so by a file `esm-only`. */
const runsAs = (name: string, way: (typeof ways)[number]) =>
  way !== 'cjs' || !fs.existsSync(path.join(folder, name, 'esm-only'));

beforeAll(() => {
  fs.mkdirSync(path.join(outputs, 'node_modules'), { recursive: true });
  fs.symlinkSync(path.resolve(import.meta.dirname, '..'), path.join(outputs, 'node_modules/unsync'), 'junction');
  for (const format of ['esm', 'cjs'] as const) {
    const outDir = path.join(outputs, format);
    const roots = names
      .filter((n) => runsAs(n, format))
      .flatMap((n) =>
        fs
          .readdirSync(path.join(folder, n))
          .filter((f) => /\.[cm]?tsx?$/.test(f))
          .map((f) => path.join(folder, n, f)),
      );
    const module =
      format === 'esm'
        ? { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
        : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }; // CommonJS, by the nearest package.json
    compiled.set(format, compile(roots, { ...base, ...module, outDir }, {}, true));
    fs.writeFileSync(
      path.join(outDir, 'package.json'),
      JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' }),
    );
  }
}, 120_000);

afterAll(() => fs.rmSync(outputs, { recursive: true, force: true }));

test('every fixture compiles without errors, in both formats', () => {
  for (const { diagnostics } of compiled.values()) expect(print(diagnostics, folder)).toBe('');
});

describe.each(names)('%s', (name) => {
  const expected = path.join(folder, name, 'expected');
  const read = (format: string, file: string) => fs.readFileSync(path.join(outputs, format, name, file), 'utf8');

  test('gives the expected modules and types', async () => {
    await expect(read('esm', 'input.js')).toMatchFileSnapshot(path.join(expected, 'input.js'));
    await expect(read('esm', 'input.d.ts')).toMatchFileSnapshot(path.join(expected, 'input.d.ts'));
    if (fs.existsSync(path.join(outputs, 'esm', name, 'input.unsync.js')))
      await expect(read('esm', 'input.unsync.js')).toMatchFileSnapshot(path.join(expected, 'input.unsync.js'));
    else expect(fs.existsSync(path.join(expected, 'input.unsync.js'))).toBe(false);
    const warnings = compiled
      .get('esm')!
      .warnings.split(/\n(?! )/)
      .filter((w) => w.includes(`/${name}/`))
      .map(
        (w) =>
          w
            .replaceAll(`${folder}/${name}/`, '')
            .replaceAll(path.relative(process.cwd(), `${folder}/${name}`) + '/', '') + '\n',
      )
      .join('');
    if (warnings || fs.existsSync(path.join(expected, 'warnings.txt')))
      await expect(warnings).toMatchFileSnapshot(path.join(expected, 'warnings.txt'));
  });

  test.each(ways.filter((way) => runsAs(name, way)))('runs %s', async (way) => {
    const main = path.join(outputs, way === 'inline' ? 'esm' : way, name, 'main.js');
    const env = { ...process.env, NO_COLOR: '1', ...(way === 'inline' && { UNSYNC_INLINE: '1' }) };
    const stdout = execFileSync(process.execPath, [main], {
      encoding: 'utf8',
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
    });
    await expect(stdout).toMatchFileSnapshot(path.join(expected, 'stdout.txt'));
  });
});
