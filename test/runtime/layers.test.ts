// What is loaded late keeps to the layers, too: Biome's noRestrictedImports sees imports, but no `require` within an
// expression. The rules are those of biome.json.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface Override {
  includes: string[];
  linter?: { rules?: { style?: { noRestrictedImports?: { options: { patterns: { group: string[] }[] } } } } };
}

const { overrides } = JSON.parse(fs.readFileSync(path.join(root, 'biome.json'), 'utf8')) as { overrides: Override[] };

/** As in .gitignore: the last that matches counts. */
function matches(patterns: readonly string[], text: string): boolean {
  let found = false;
  for (const pattern of patterns) {
    const glob = pattern.replace(/^!/, '');
    const source = glob
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*\*\/|\*\*|\*/g, (star) => (star === '**/' ? '(?:.*/)?' : star === '**' ? '.*' : '[^/]*'));
    if (new RegExp(`^${source}$`).test(text)) found = !pattern.startsWith('!');
  }
  return found;
}

/** Biome takes the last override that says something. */
function groupsFor(file: string): string[][] {
  const said = overrides.flatMap(({ includes, linter }) => {
    const rule = linter?.rules?.style?.noRestrictedImports;
    return rule && matches(includes, file) ? [rule.options.patterns] : [];
  });
  return (said.at(-1) ?? []).map(({ group }) => group);
}

const sources = fs
  .readdirSync(path.join(root, 'runtime'), { recursive: true, encoding: 'utf8' })
  .map((name) => `runtime/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.ts'));

function misplaced(file: string, text: string): string[] {
  const loads = [...text.matchAll(/\b(?:require|import)\('([^']+)'\)/g)].map(([, name]) => name!);
  return loads.filter((name) => groupsFor(file).some((group) => matches(group, name)));
}

test('each late load stays in its layer', () => {
  let loads = 0;
  for (const file of sources) {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    loads += text.split('require(').length - 1;
    expect(misplaced(file, text), file).toEqual([]);
  }
  expect(loads).toBeGreaterThan(30);
});

test.each([
  ['runtime/shared/pack.ts', '../outside/state.js'],
  ['runtime/shared/pack.ts', 'node:fs'],
  ['runtime/inside/worker.ts', '../outside/calls/task.js'],
  ['runtime/outside/threads/pool.ts', '../../inside/worker.js'],
  ['runtime/outside/threads/pool.ts', 'node:timers/promises'],
  ['runtime/observe/observer.ts', '../outside/threads/pool.js'],
])('%s may not load %s', (file, name) => expect(misplaced(file, `require('${name}')`)).toEqual([name]));
