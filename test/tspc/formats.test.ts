/** Module formats and file kinds: each is compiled, then run from plain JavaScript that loads the output. */
import { expect, test } from 'vitest';
import { config, type Files, Project, typescriptVersion } from './project';
import { printed, sample, sources } from './sample';

interface Case {
  readonly files: Files;
  readonly run: string;
  readonly printed: string;
  /** Files of the output that must be there, and none other that has to do with workers. */
  readonly workers: readonly string[];
}

const commonJs = { 'package.json': '{ "type": "commonjs" }' };
const body = (exported = 'export ') => `/** @unsync */
${exported}function square(n: number): number { return n * n; }
`;
const use = (from: string, names = '{ square }') => `import { ${names.replace(/[{}]/g, '')} } from '${from}';
export const answer = square(7).then((n) => n + 1);
`;
const ask = (file: string, method: 'import' | 'require') =>
  method === 'import'
    ? `import { answer } from './${file}';\nanswer.then(console.log);\n`
    : `require('./${file}').answer.then(console.log);\n`;

const cases: Record<string, Case> = {
  'CommonJS by package.json': {
    files: sample({}, commonJs),
    run: 'dist/main.js',
    printed,
    workers: ['math.unsync.js'],
  },
  'CommonJS by module': {
    files: sample(
      {
        module: 'commonjs',
        moduleResolution: 'node10',
        resolveJsonModule: false,
        ...(typescriptVersion >= 6 && { ignoreDeprecations: '6.0' }),
      },
      commonJs,
    ),
    run: 'dist/main.js',
    printed,
    workers: ['math.unsync.js'],
  },
  'CommonJS with esModuleInterop off': {
    files: sample(
      {
        module: 'node16',
        moduleResolution: 'node16',
        esModuleInterop: false,
        ...(typescriptVersion >= 6 && { ignoreDeprecations: '6.0' }),
      },
      commonJs,
    ),
    run: 'dist/main.js',
    printed,
    workers: ['math.unsync.js'],
  },
  '.mts beside .cts': {
    files: {
      ...commonJs,
      'tsconfig.json': config({ declaration: true, sourceMap: true }),
      'src/a.mts': body() + "export { default as b } from './b.cjs';\n",
      'src/b.cts': `${body('')}export = { square };\n`,
      'src/c.mts': `import { square, b } from './a.mjs';\nexport const answer = Promise.all([square(7), b.square(8)]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/c.mjs', 'import'),
    },
    run: 'run.mjs',
    printed: '49,64\n',
    workers: ['a.unsync.mjs', 'a.unsync.mjs.map', 'b.unsync.cjs', 'b.unsync.cjs.map'],
  },
  'import x = require, export =': {
    files: {
      ...commonJs,
      'tsconfig.json': config(),
      'src/pi.ts': 'const pi = { about: 3 };\nexport = pi;\n',
      'src/square.ts': `import pi = require('./pi');\n/** @unsync */\nfunction square(n: number): number { return n * n * pi.about; }\nexport = square;\n`,
      'src/arrow.ts': `/** @unsync */\nexport = (n: number): number => n * n;\n`,
      'src/main.ts': `import square = require('./square');\nimport arrow = require('./arrow');\nexport const answer = Promise.all([square(7), arrow(3)]).then((n) => n.join());\n`,
      'run.cjs': ask('dist/main.js', 'require'),
    },
    run: 'run.cjs',
    printed: '147,9\n',
    workers: ['arrow.unsync.js', 'square.unsync.js'],
  },
  'verbatimModuleSyntax in CommonJS': {
    files: {
      ...commonJs,
      'tsconfig.json': config({ verbatimModuleSyntax: true }),
      'src/square.ts': `/** @unsync */\nfunction square(n: number): number { return n * n; }\nexport = { square };\n`,
      'src/main.ts': `import squares = require('./square');\nexport = { answer: squares.square(7) };\n`,
      'run.cjs': ask('dist/main.js', 'require'),
    },
    run: 'run.cjs',
    printed: '49\n',
    workers: ['square.unsync.js'],
  },
  'module preserve, both kinds of module': {
    files: {
      'tsconfig.json': config({ module: 'preserve', moduleResolution: 'bundler' }),
      'src/square.ts': body(),
      'src/cube.cts': `/** @unsync */\nfunction cube(n: number): number { return n ** 3; }\nexport = cube;\n`,
      'src/main.ts': `import { square } from './square.js';\nimport cube from './cube.cjs';\nexport const answer = Promise.all([square(7), cube(3)]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '49,27\n',
    workers: ['cube.unsync.cjs', 'square.unsync.js'],
  },
  rewriteRelativeImportExtensions: {
    files: {
      'tsconfig.json': config({ rewriteRelativeImportExtensions: true }),
      'src/helper.ts': sources['src/helper.ts']!,
      'src/math.ts': sources['src/math.ts']!.replace("'./helper.js'", "'./helper.ts'"),
      'src/main.ts': sources['src/main.ts']!.replace("'./math.js'", "'./math.ts'"),
    },
    run: 'dist/main.js',
    printed,
    workers: ['math.unsync.js'],
  },
  '.tsx': {
    files: {
      'tsconfig.json': config({ jsx: 'react', jsxFactory: 'h', sourceMap: true }),
      'src/h.ts': `export const h = (tag: string, props: object | null, ...children: unknown[]): string => '<' + tag + '>' + children.join('') + '</' + tag + '>';\ndeclare global { namespace JSX { interface IntrinsicElements { b: object } type Element = string } }\n`,
      'src/view.tsx': `import { h } from './h.js';\n/** @unsync */\nexport function view<T,>(name: T): string { return <b>{name}</b>; }\n/** @unsync */\nexport const card = (name: string): string => <b>card {name}</b>;\n`,
      'src/main.ts': `import { card, view } from './view.js';\nexport const answer = Promise.all([view('x'), card('y')]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '<b>x</b>,<b>card y</b>\n',
    workers: ['view.unsync.js', 'view.unsync.js.map'],
  },
  '.tsx with the automatic runtime': {
    files: {
      'tsconfig.json': config({ jsx: 'react-jsx', jsxImportSource: '#h' }),
      'package.json':
        '{ "type": "module", "imports": { "#h/jsx-runtime": { "types": "./src/h.ts", "default": "./dist/h.js" } } }',
      'src/h.ts': `export const jsx = (tag: string, { children }: { children?: unknown }): string => '<' + tag + '>' + String(children) + '</' + tag + '>';\nexport namespace JSX { export interface IntrinsicElements { b: object } export type Element = string }\n`,
      'src/view.tsx': `/** @unsync */\nexport function view(name: string): string { return <b>{name}</b>; }\n`,
      'src/main.ts': `import { view } from './view.js';\nexport const answer = view('x');\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '<b>x</b>\n',
    workers: ['view.unsync.js'],
  },
  'jsx preserve': {
    files: {
      'tsconfig.json': config({ jsx: 'preserve', allowJs: true, sourceMap: true }),
      'src/h.ts': `declare global { namespace JSX { interface IntrinsicElements { b: object } type Element = string } }\nexport {};\n`,
      'src/view.tsx': `/** @unsync */\nexport function view(name: string): string { return <b>{name}</b>; }\n`,
      'src/plain.ts': body(),
      'src/main.ts': use('./plain.js'),
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '50\n',
    workers: ['plain.unsync.js', 'plain.unsync.js.map', 'view.unsync.jsx', 'view.unsync.jsx.map'],
  },
  JavaScript: {
    files: {
      'tsconfig.json': config({ allowJs: true, sourceMap: true }),
      'src/square.js': `/**\n * @unsync\n * @param {number} n\n * @returns {number}\n */\nexport function square(n) { return n * n; }\n\n/** @unsync */\nexport const add = (/** @type {number} */ a, b = 1) => a + b;\n`,
      'src/third.mjs': `/** @unsync\n * @template T\n * @param {T[]} xs\n */\nexport function third(xs) { return xs[2]; }\n`,
      'src/cube.cjs': `/** @unsync @param {number} n */\nfunction cube(n) { return n ** 3; }\nmodule.exports = { cube };\n`,
      'src/main.ts': `import { add, square } from './square.js';\nimport { third } from './third.mjs';\nexport const answer = Promise.all([square(7), add(1), third(['a', 'b', 'c'])]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '49,2,c\n',
    workers: [
      'cube.unsync.cjs',
      'cube.unsync.cjs.map',
      'square.unsync.js',
      'square.unsync.js.map',
      'third.unsync.mjs',
      'third.unsync.mjs.map',
    ],
  },
  'JSON and dynamic imports': {
    files: {
      'tsconfig.json': config({ resolveJsonModule: true, lib: ['es2022'] }),
      'src/data.json': '{ "factor": 3 }',
      'src/more.ts': 'export const more = 100;\n',
      'src/square.ts': `import data from './data.json' with { type: 'json' };\n/** @unsync */\nexport function square(n: number): number { return n * n * data.factor; }\n/** @unsync cpu-bound */\nexport async function far(n: number): Promise<number> { return n + (await import('./more.js')).more; }\n`,
      'src/main.ts': `import { far, square } from './square.js';\nexport const answer = Promise.all([square(7), far(1)]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '147,101\n',
    workers: ['square.unsync.js'],
  },
  'odd file names': {
    files: {
      'tsconfig.json': config({ sourceMap: true }),
      'src/größe & more/a b.ts': body(),
      'src/größe & more/a_b.ts': body().replaceAll('square', 'other'),
      'src/$id.page.ts': body().replaceAll('square', 'page'),
      'src/main.ts': `import { square } from './größe & more/a b.js';\nimport { other } from './größe & more/a_b.js';\nimport { page } from './$id.page.js';\nexport const answer = Promise.all([square(2), other(3), page(4)]).then((n) => n.join());\n`,
      'run.mjs': ask('dist/main.js', 'import'),
    },
    run: 'run.mjs',
    printed: '4,9,16\n',
    workers: [],
  },
};

test.concurrent.for(Object.entries(cases))('%s', async ([name, { files, run, printed, workers }], { expect }) => {
  const project = new Project(files);
  const ran = await project.tspc('-p', '.');
  expect(ran).toMatchObject({ output: '', code: 0 });
  if (name !== 'odd file names')
    expect(Object.keys(project.outputs()).filter((n) => n.includes('.unsync.'))).toEqual(workers);
  expect(await project.node(run)).toMatchObject({ output: printed, code: 0 });
});

test.concurrent('what can hold no worker module is refused, and nothing is written over', async ({ expect }) => {
  const old = {
    moduleResolution: 'node10',
    resolveJsonModule: false,
    ...(typescriptVersion >= 6 && { ignoreDeprecations: '6.0' }),
  };
  const system = new Project(sample({ ...old, module: 'system' }));
  const taken = new Project(sample({}, { 'src/math.unsync.ts': 'export const mine = 1;\n' }));
  const takenByJs = new Project(sample({ allowJs: true }, { 'src/math.unsync.js': 'export const mine = 1;\n' }));
  expect((await system.tspc('-p', '.')).errors).toEqual(['src/math.ts(10,17): TS991016']);
  expect(Object.keys(system.outputs())).toEqual(['helper.js', 'main.js', 'math.js']);
  for (const project of [taken, takenByJs]) {
    expect((await project.tspc('-p', '.')).errors).toEqual(['src/math.ts(10,17): TS991014']);
    expect(project.read('dist/math.unsync.js')).toBe('export const mine = 1;\n');
  }
});

test('JavaScript, checked, with declarations', async () => {
  const project = new Project({
    'tsconfig.json': config({ allowJs: true, checkJs: true, declaration: true }),
    'src/square.js': `/**\n * @unsync\n * @param {number} n\n * @returns {number}\n */\nexport function square(n) { return n * n; }\n`,
    'src/main.ts': `import { square } from './square.js';\nexport const n: number = await square(7);\n`,
  });
  expect(await project.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
  expect(project.read('dist/square.d.ts')).toMatch(
    /function square\(n: number\): import\("unsync"\)\.Unfuture<number>/,
  );
});
