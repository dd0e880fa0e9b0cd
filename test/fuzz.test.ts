/** Some hundreds of the generated programs that `npm run fuzz` makes by the thousand. */
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
// @ts-expect-error no types: these are scripts
import { fuzz } from './fuzz/fuzz.mjs';
// @ts-expect-error no types: these are scripts
import { watching } from './fuzz/watched.mjs';
// @ts-expect-error no types: these are scripts
import { createWatcher } from './support/watched.mjs';

const count = 120;
const flows = 60;

describe('generated programs', () => {
  test('compute in workers what they compute in place, or are refused', async () => {
    const said: string[] = [];
    const result = await fuzz({ first: 1, count, log: (line: string) => said.push(line) });
    expect(result.failures, said.join('\n')).toEqual([]);
    expect(result.programs).toBe(count);
    // otherwise agreement would mean little
    expect(result.moved / (result.moved + result.refused)).toBeGreaterThan(0.6);
  }, 240_000);

  test('print with marks what they print without, or it is said; of harmless ones nothing is', async () => {
    const said: string[] = [];
    const result = await fuzz({ first: 1, count: flows, family: 'flows', log: (line: string) => said.push(line) });
    expect(result.failures, said.join('\n')).toEqual([]);
    expect(result.mistyped, said.join('\n')).toBe(0);
  }, 240_000);

  test.each([
    ['x.push(7); x.pop();', 'number[]', [1], ['task writes argument 0.1', 'task writes argument 0.length']],
    [
      'const old = x.a.b; x.a.b = 2; x.a.b = old;',
      '{ a: { b: number } }',
      { a: { b: 1 } },
      ['task writes argument 0.a.b'],
    ],
    ['x.get(1)!.push(2);', 'Map<number, number[]>', new Map([[1, [1]]]), ['task writes argument 0.get.1']],
    ['const copy = [...x]; copy.push(1);', 'number[]', [1], []],
    ['[...x].map((each) => each + 1);', 'Set<number>', new Set([1]), []],
  ])('watched, they show what is written to an argument, though it be undone: %s', (body, type, given, writes) => {
    const { outputText } = ts.transpileModule(
      watching(`/** @unsync */\nexport function task(x: ${type}): number { ${body} return 1; }`),
      { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } },
    );
    const { watched, noted } = createWatcher();
    const exported = {} as { task(x: unknown): number };
    new Function('exports', 'globalThis', outputText)(exported, { __watched: watched });
    exported.task(given);
    expect([...noted]).toEqual(expect.arrayContaining(writes));
    expect(noted.size > 0).toBe(writes.length > 0);
  });
});
