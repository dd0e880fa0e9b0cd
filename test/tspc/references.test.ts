/** `tspc -b` over projects that refer to each other, with `--clean`, and what runs leave to the next. */
import { describe, expect, test } from 'vitest';
import { errorAt, type Files, isBuild, type Json, Project, plugin } from './project';

const project = (options: Json = {}, rest: Json = {}): string =>
  JSON.stringify(
    {
      compilerOptions: {
        target: 'es2022',
        lib: ['es2022'],
        module: 'nodenext',
        types: [],
        strict: true,
        skipLibCheck: true,
        composite: true,
        declarationMap: true,
        sourceMap: true,
        rootDir: 'src',
        outDir: 'dist',
        plugins: [plugin],
        ...options,
      },
      include: ['src'],
      ...rest,
    },
    null,
    2,
  );

const start: Files = {
  'tsconfig.json': '{ "files": [], "references": [{ "path": "base" }, { "path": "lib" }, { "path": "app" }] }',
  'base/tsconfig.json': project(),
  'base/src/load.ts': `export function load(name: string): string {\n  return name.repeat(2);\n}\n/** @unsync */\nexport function measure(text: string): number {\n  return text.length;\n}\n`,
  'lib/tsconfig.json': project({}, { references: [{ path: '../base' }] }),
  'lib/src/math.ts': `import { load, measure } from '../../base/src/load.js';\n/** @unsync */\nexport function square(n: number): number {\n  return n * n;\n}\n/** @unsync */\nexport function both(name: string) {\n  return load(name);\n}\nexport const measured = measure('four');\n`,
  'app/tsconfig.json': project({ types: [] }, { references: [{ path: '../lib' }] }),
  'app/src/main.ts': `import { both, measured, square } from '../../lib/src/math.js';\ndeclare const console: { log(...values: unknown[]): void };\nvoid Promise.all([square(3), both('ab'), measured]).then((all) => console.log(all.join()));\n`,
};
// what the sources say is right for the checker, and where the output of another project is, Node must find it
const links = `import * as fs from 'node:fs';
for (const [from, to] of [['lib', 'base'], ['app', 'lib']]) for (const file of fs.readdirSync(from + '/dist')) {
  if (!file.endsWith('.js')) continue;
  const text = fs.readFileSync(from + '/dist/' + file, 'utf8');
  fs.writeFileSync(from + '/dist/' + file, text.replaceAll('../../' + to + '/src/', '../../' + to + '/dist/'));
}
`;

const workers = (p: Project) =>
  ['base', 'lib', 'app']
    .flatMap((n) => Object.keys(p.outputs(`${n}/dist`)).map((f) => `${n}/${f}`))
    .filter((n) => n.includes('.unsync.'));
const everything = (p: Project) => Object.fromEntries(['base', 'lib', 'app'].map((n) => [n, p.outputs(`${n}/dist`)]));
const allWorkers = ['base/load.unsync.js', 'base/load.unsync.js.map', 'lib/math.unsync.js', 'lib/math.unsync.js.map'];

async function clean(files: Files) {
  const fresh = new Project(files);
  const ran = await fresh.tspc('-b');
  return { ran, outputs: everything(fresh) };
}
const change = (files: Files, edits: Readonly<Record<string, readonly [string, string]>>): Files => ({
  ...files,
  ...Object.fromEntries(Object.entries(edits).map(([name, [from, to]]) => [name, files[name]!.replace(from, to)])),
});

describe('projects that refer to each other', () => {
  test.concurrent('types, declarations and workers go across', async ({ expect }) => {
    const p = new Project({ ...start, 'links.mjs': links });
    expect(await p.tspc('-b')).toMatchObject({ output: '', code: 0 });
    expect(workers(p)).toEqual(allWorkers);
    await p.node('links.mjs');
    expect(await p.node('app/dist/main.js')).toMatchObject({ output: '9,abab,4\n', code: 0 });
    const before = p.times('.');
    expect(await p.tspc('-b')).toMatchObject({ output: '', code: 0 });
    expect(p.times('.')).toEqual(before);
    expect((await p.tspc('-b', '--verbose')).output).toMatch(/Project 'app\/tsconfig.json' is up to date/);
  });

  test.concurrent('edits in one are felt in the others', async ({ expect }) => {
    const p = new Project(start);
    await p.tspc('-b');
    let now = start;
    const steps: [Readonly<Record<string, readonly [string, string]>>, string[]][] = [
      // a body alone: no declaration changes, and none that refers to it may differ from a clean build
      [{ 'base/src/load.ts': ['name.repeat(2)', 'name.repeat(3)'] }, []],
      // retype: through two projects
      [
        {
          'base/src/load.ts': [
            'load(name: string): string {\n  return name.repeat(3)',
            'load(name: string): number {\n  return name.length',
          ],
        },
        [],
      ],
      // unmark: a caller elsewhere awaits no more
      [
        {
          'base/src/load.ts': ['@unsync', ''],
          'lib/src/math.ts': ["measured = measure('four')", "measured = measure('four').then()"],
        },
        ["measure('four').then()"],
      ],
      [{ 'base/src/load.ts': ['/** ', '/** @unsync'] }, []],
      // unmark what the last project uses
      [{ 'lib/src/math.ts': ['/** @unsync */\nexport function square', 'export function square'] }, []],
    ];
    for (const [edit, errors] of steps) {
      now = change(now, edit);
      p.write(Object.fromEntries(Object.keys(edit).map((name) => [name, now[name]])));
      const [ran, expected] = await Promise.all([p.tspc('-b'), clean(now)]);
      expect(ran.errors).toEqual(errors.map((needle) => errorAt(now, 'lib/src/math.ts', needle, 'TS2339', 'then')));
      expect(ran.errors).toEqual(expected.ran.errors);
      expect(everything(p)).toEqual(expected.outputs);
    }
  });

  test.concurrent('--clean, then unmarked and built again: no stale worker module', async ({ expect }) => {
    const p = new Project(start);
    await p.tspc('-b');
    expect(await p.tspc('-b', '--clean')).toMatchObject({ output: '', code: 0 });
    // tsc makes no program to clean, so no plugin has a say; nothing but worker modules and their manifest may be left
    expect(
      Object.values(everything(p))
        .flatMap((f) => Object.keys(f))
        .filter((n) => !n.includes('unsync')),
    ).toEqual([]);
    const unmarked = change(start, {
      'lib/src/math.ts': [start['lib/src/math.ts']!, start['lib/src/math.ts']!.replaceAll('@unsync', '')],
      'base/src/load.ts': ['@unsync', ''],
    });
    p.write(unmarked);
    expect(await p.tspc('-b')).toMatchObject({ code: 0 });
    expect(workers(p)).toEqual([]);
    expect(everything(p)).toEqual((await clean(unmarked)).outputs);
  });

  test.concurrent('--clean, then built again: what was there', async ({ expect }) => {
    const p = new Project(start);
    await p.tspc('-b');
    const before = everything(p);
    await p.tspc('-b', '--clean');
    await p.tspc('-b');
    expect(everything(p)).toEqual(before);
  });

  test.concurrent('--watch over all of them', async ({ expect }) => {
    const p = new Project(start);
    const watch = p.watch('-b', '-w', '--preserveWatchOutput');
    try {
      expect((await watch.settled()).errors).toEqual([]);
      const wrong = change(start, {
        'lib/src/math.ts': ["measured = measure('four')", "measured = measure('four') + 1"],
      });
      p.write({ 'lib/src/math.ts': wrong['lib/src/math.ts'] });
      expect((await watch.settled()).errors).toEqual([
        errorAt(wrong, 'lib/src/math.ts', "measure('four') + 1", 'TS2365'),
      ]);
      const retyped = change(start, {
        'lib/src/math.ts': ['square(n: number): number', 'square(n: number): unknown'],
        'base/src/load.ts': ['@unsync', '@unsync blocking'],
      });
      p.write({ 'lib/src/math.ts': retyped['lib/src/math.ts'], 'base/src/load.ts': retyped['base/src/load.ts'] });
      const { outputs } = await clean(retyped);
      await expect.poll(() => everything(p), { timeout: 30_000, interval: 300 }).toEqual(outputs);
    } finally {
      await watch.stop();
    }
  });

  test.concurrent('one that another reads from source instead of its output', async ({ expect }) => {
    // a project without composite sees its neighbour's sources: they are marked there, too
    const p = new Project({
      'tsconfig.json': project({ composite: false, declarationMap: false, rootDir: '.' }, { include: ['app', 'lib'] }),
      'lib/square.ts': `/** @unsync */\nexport function square(n: number): number {\n  return n * n;\n}\n`,
      'app/main.ts': `import { square } from '../lib/square.js';\ndeclare const console: { log(...values: unknown[]): void };\nvoid square(5).then((n) => console.log(n));\n`,
    });
    expect(await p.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
    expect(await p.node('dist/app/main.js')).toMatchObject({ output: '25\n', code: 0 });
  });
});

test('--clean needs no program: worker modules outlive that of tspc, and not that of build', async () => {
  const p = new Project(start);
  await p.tspc('-b');
  const before = p.outputs('.');
  await p.tspc('-b', '--clean');
  expect(workers(p)).toEqual(isBuild ? [] : allWorkers);
  await p.tspc('-b');
  expect(p.outputs('.')).toEqual(before);
});
