/**
 * A fixture is a folder that shows one thing, after which it is named: `main.ts` is the program, `input.ts` has marks.
 * Beside them stands what must come out: `expected/input.js`, `expected/input.unsync.js`, `expected/input.d.ts`,
 * `expected/stdout.txt`, and, where there are any, `expected/warnings.txt` and `expected/stderr.txt`. Where there is
 * no input, the marks are in the program's own file. `support/fixtures.ts` says what else can be in a folder.
 * Each is run as it stands, inline, extracted as ES modules and extracted as CommonJS, which must print the same.
 *
 * `npx vitest run fixtures -t NAME` compiles and runs that one alone; with `-u` it writes what came out to `expected/`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, build, folder, formatsOf, names, ways } from './support/fixtures';

let built: Built;
// biome-ignore lint/correctness/noEmptyPattern: how Vitest learns that it needs no other
beforeAll(({}, file) => {
  const wanted = names.filter((name) => file.tasks.some((task) => task.name === name && task.mode !== 'skip'));
  built = build(wanted);
  if (wanted.length < names.length) expect(built.errors).toBe('');
}, 300_000);
afterAll(() => built?.remove());

test('every fixture compiles without errors, in both formats', () => {
  expect(built.errors).toBe('');
});

describe.concurrent.for(names)('%s', (name) => {
  const inExpected = (file: string) => path.join(folder, name, 'expected', file);

  test('gives the expected modules and types', async ({ expect }) => {
    for (const file of built.shown(name)) await matches(expect, built.read(name, file), inExpected(file));
    await matches(expect, built.warnings(name) || undefined, inExpected('warnings.txt'));
  });

  const own = ways.filter((way) => way === 'plain' || way === 'inline' || formatsOf(name).includes(way));
  test('runs alike in every way', async ({ expect }) => {
    let first: { readonly way: string; readonly stdout: string; readonly stderr: string } | undefined;
    for (const way of own) {
      if (way === 'plain' && !built.isPlain(name)) continue;
      const ran = await built.run(name, way);
      first ??= { way, ...ran };
      expect({ way, ...ran }, `as in ${first.way}`).toEqual({ ...first, way });
    }
    await expect(first!.stdout).toMatchFileSnapshot(inExpected('stdout.txt'));
    await matches(expect, first!.stderr || undefined, inExpected('stderr.txt'));
  });
});

/** What there should not be has no file. */
async function matches(local: typeof expect, text: string | undefined, file: string): Promise<void> {
  if (text !== undefined) await local(text).toMatchFileSnapshot(file);
  else local(fs.existsSync(file), `${file} is expected`).toBe(false);
}
