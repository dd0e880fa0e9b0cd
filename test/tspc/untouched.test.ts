/** A project without a mark compiles to what tsc gives, byte for byte, build information included. */
import { expect, test } from 'vitest';
import { config, type Files, type Json, Project, type Ran } from './project';

const sources: Files = {
  'src/math.ts': `// a word about unsync, which marks nothing
import type { Point } from './types.js';
/** A line. */
export class Line {
  #length?: number;
  static readonly none = new Line({ x: 0, y: 0 }, { x: 0, y: 0 });
  constructor(readonly from: Point, readonly to: Point) {}
  get length(): number { return (this.#length ??= Math.hypot(this.to.x - this.from.x, this.to.y - this.from.y)); }
}
export const enum Colour { Red = 1, Green }
export async function later<T>(value: T): Promise<T> { return await value; }
`,
  'src/types.ts': `export interface Point { readonly x: number; readonly y: number }\n`,
  'src/main.ts': `import { Colour, later, Line } from './math.js';\nexport const line = await later(Line.none);\nexport default Colour.Green;\n`,
};
const wrong: Files = {
  'src/wrong.ts': `import { Line } from './math.js';\nexport const n: string = Line.none.length;\n`,
};
const declares = { declaration: true, declarationMap: true, sourceMap: true };

const cases: Record<string, { options?: Json; args?: readonly (readonly string[])[]; files?: Files }> = {
  '-p': {},
  'maps and declarations': { options: declares },
  'inline maps, comments removed': {
    options: { inlineSourceMap: true, inlineSources: true, removeComments: true, listEmittedFiles: false },
  },
  '--noEmit': { args: [['-p', '.', '--noEmit']] },
  'composite, twice': {
    options: { composite: true, ...declares },
    args: [
      ['-p', '.'],
      ['-p', '.'],
    ],
  },
  'incremental, after --noEmit': {
    options: { incremental: true, ...declares },
    args: [
      ['-p', '.', '--noEmit'],
      ['-p', '.'],
      ['-p', '.', '--removeComments'],
    ],
  },
  '-b, then --clean, then -b': {
    options: { composite: true, ...declares },
    args: [['-b', '--verbose', 'false'], ['-b'], ['-b', '--clean'], ['-b']],
  },
  '-b, with --dry and --force': {
    options: { incremental: true },
    args: [
      ['-b', '--dry'],
      ['-b', '--force'],
      ['-b', '--noEmit'],
    ],
  },
  emitDeclarationOnly: { options: { declaration: true, emitDeclarationOnly: true } },
  'isolatedModules, isolatedDeclarations, verbatimModuleSyntax': {
    options: { isolatedModules: true, isolatedDeclarations: true, verbatimModuleSyntax: true, declaration: true },
    files: { 'src/main.ts': `import { Line } from './math.js';\nexport const line: Line = Line.none;\n` },
  },
  'CommonJS, old target': {
    options: { target: 'es2015', lib: ['es2022'], ...declares },
    files: {
      'package.json': '{ "type": "commonjs" }',
      'src/main.ts': `import { Line } from './math.js';\nexport const line = Line.none;\n`,
    },
  },
  'module preserve': { options: { module: 'preserve', moduleResolution: 'bundler' } },
  'an error': { options: { ...declares, composite: true }, files: wrong, args: [['-p', '.'], ['-p', '.'], ['-b']] },
  'an error and noEmitOnError': {
    options: { noEmitOnError: true, incremental: true },
    files: wrong,
    args: [['-p', '.'], ['-b']],
  },
  'a syntax error': { files: { 'src/wrong.ts': 'export const = 1;\n' } },
  'JavaScript and JSON': {
    options: { allowJs: true, checkJs: true, resolveJsonModule: true, declaration: true },
    files: {
      'src/data.json': '{ "a": 1 }',
      'src/old.js': `import data from './data.json' with { type: 'json' };\n/** @param {number} n */\nexport function plus(n) { return n + data.a; }\n`,
    },
  },
  'the library, without a mark': {
    options: { incremental: true },
    files: {
      'src/future.ts': `import type { Unfuture } from 'unsync';\nexport const wait = async (f: Unfuture<number>): Promise<number> => (await f) + 1;\n`,
    },
  },
};

/** Names of files that only one has, or that differ; their contents would fill the screen. */
function differences(a: Project, b: Project): string[] {
  const [one, other] = [a.outputs('.', { buildInfo: true }), b.outputs('.', { buildInfo: true })];
  return Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
}

test.concurrent.for(Object.entries(cases))('%s', async ([, { options, files, args = [['-p', '.']] }], { expect }) => {
  const made = { 'tsconfig.json': config(options), ...sources, ...files };
  const [tsc, tspc] = [new Project(made), new Project(made)];
  for (const run of args) {
    const [expected, ran] = await Promise.all([tsc.tsc(...run), tspc.tspc(...run)]);
    const said = (result: Ran, { root }: Project) => ({
      ...result,
      output: result.output.replaceAll(root, '').replace(/\d+:\d+:\d+ [AP]M/g, 'time'),
    });
    expect(said(ran, tspc)).toEqual(said(expected, tsc));
    expect(differences(tspc, tsc)).toEqual([]);
  }
});

test.concurrent('--watch', async ({ expect }) => {
  const files = { 'tsconfig.json': config({ incremental: true, ...declares }), ...sources };
  const [tsc, tspc] = [new Project(files), new Project(files)];
  const watch = tspc.watch('-w', '-p', '.', '--preserveWatchOutput');
  try {
    expect((await watch.settled()).errors).toEqual([]);
    for (const edit of [
      { 'src/main.ts': `${sources['src/main.ts']}export const more: string = 1;\n` },
      { 'src/main.ts': sources['src/main.ts'] },
    ]) {
      tspc.write(edit);
      tsc.write(edit);
      const [ran, expected] = await Promise.all([watch.settled(), tsc.tsc('-p', '.')]);
      expect(ran.errors).toEqual(expected.errors);
      expect(tspc.outputs()).toEqual(tsc.outputs());
    }
  } finally {
    await watch.stop();
  }
});

test('the comparison sees more than one file', async () => {
  const project = new Project({ 'tsconfig.json': config({ composite: true, ...declares }), ...sources });
  await project.tspc('-p', '.');
  expect(
    Object.keys(project.outputs('.', { buildInfo: true })).filter((n) => !n.startsWith('src') && !n.includes('.json')),
  ).toEqual(
    ['main', 'math', 'types']
      .flatMap((n) => [`dist/${n}.d.ts`, `dist/${n}.d.ts.map`, `dist/${n}.js`, `dist/${n}.js.map`])
      .concat('tsconfig.tsbuildinfo'),
  );
});
