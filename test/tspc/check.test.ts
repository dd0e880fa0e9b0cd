/** `unsync check`: what TypeScript 7 finds in marked code is what the build finds, on the same lines. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { config, errorAt, type Files, Project, packages, toolchain, typescriptVersion } from './project';
import { sources } from './sample';

/** A project with a TypeScript 7 as `typescript`, and the compiler that builds it under another name. */
function nativeProject(files: Files, native = 'typescript-7'): Project {
  const p = new Project(
    {
      'tsconfig.json': config(),
      ...files,
      'package.json': JSON.stringify({ type: 'module', devDependencies: { 'typescript-js': 'npm:typescript@6' } }),
    },
    { withTypes: false },
  );
  p.install();
  if (!p.has('node_modules/typescript')) fs.symlinkSync(path.join(packages, native), p.path('node_modules/typescript'));
  fs.symlinkSync(path.join(toolchain, 'typescript'), p.path('node_modules/typescript-js'));
  return p;
}

const math = `/** @unsync */
export function sum(xs: readonly number[], n = 1): number {
  return xs.reduce((a, b) => a + b, n);
}
`;
const cases: Record<string, Files> = {
  'nothing wrong': sources,
  'results used as values': {
    'src/math.ts': math,
    'src/main.ts': `import { sum } from './math.js';\nexport const n: number = sum([1]);\nexport const m = sum([2]) + 1;\nif (sum([3]) > 2) throw sum;\nexport const ok: number = await sum([1]);\n`,
  },
  'arguments, and members': {
    'src/math.ts': math,
    'src/main.ts': `import { sum } from './math.js';\nvoid sum('x');\nvoid sum([1], 'y');\nvoid sum();\nvoid sum.options({ timeout: 'soon' })([1]);\nsum([1]).cancle();\nexport const plain: string = sum.inline([1]);\n`,
  },
  'the bodies of every form': {
    'src/a.ts': `export class Image {
  /** @unsync */
  static area(w: number): string { return w; }
  constructor(readonly by: number) {}
  /** @unsync */
  scale(w: number) { return this.by * w.length; }
}
/** @unsync */
export const double = <T extends number>(x: T): T => x * 2;
/** @unsync */
export default async function () { return nowhere; }
export const o = { /** @unsync */ half(n: number) { const s: string = n; return s; } };
export function outer(k: number) {
  /** @unsync */
  function inner(n: number): string { return n + k; }
  return inner(1) + 1;
}
`,
  },
  'characters of every width': {
    'src/a.ts': `const é = 'ü€😀';\r\n/** @unsync */ export const f = (n: number, y: Foo): number => n + é; // 😀\r\nexport const 数 = '😀', x: number = f(1, 2);\r\n`,
  },
  'overloads and generics': {
    'src/a.ts': `/** @unsync */
export function pick<T>(xs: T[]): T;
export function pick<T>(xs: T[], n: number): T[];
export function pick<T>(xs: T[], n?: number): T | T[] { return n === undefined ? xs[0]! : xs.slice(n, '1'); }
export const a: number = pick(['x']);
export const b: string = await pick([1], 2);
`,
  },
  'what nothing uses': {
    'tsconfig.json': config({ noUnusedLocals: true, noUnusedParameters: true }),
    'src/a.ts': `import { unsync } from 'unsync';\n/** @unsync */\nfunction idle(n: number) { const x = 1; return 2; }\nexport class A { @unsync static f() { return 1; } }\n`,
  },
  'wrong marks': {
    'src/a.ts': `/** @unsync cpu */\nexport function f() { return 1; }\n/** @unsync */\nexport const n = 1;\n`,
  },
  'a syntax error': {
    'src/a.ts': `/** @unsync */\nexport function f( { return 1; }\n`,
    'src/b.ts': 'export const s: string = 1;\n',
  },
  'JavaScript and JSX': {
    'tsconfig.json': config({ allowJs: true, checkJs: true, jsx: 'preserve' }),
    'src/a.js': `/**\n * @unsync\n * @param {number} n\n */\nexport function f(n) { return n; }\nexport const x = f('1');\n`,
    'src/b.tsx': `/** @unsync */\nexport function g(n: number): string { return n; }\n`,
  },
  'a decorator, and unsync(fn)': {
    'src/a.ts': `import { unsync } from 'unsync';\nexport class A { @unsync static f(n: number): string { return n; } }\nexport const w = unsync((n: number) => n);\nexport const v: number = w(1);\nexport const u: string = A.f(1);\n`,
  },
};

// as the build words it that is nearest to it
test.skipIf(typescriptVersion < 6).for(Object.entries(cases))('%s', async ([, files], { expect }) => {
  const p = nativeProject(files);
  const [checked, built] = [await p.unsync('check'), await p.build('--noEmit')];
  expect(checked).toEqual(built);
});

test.skipIf(typescriptVersion < 6)('TypeScript 7.1, whose API is another: all of these', async () => {
  const apart = Object.entries(cases).flatMap(([name, files], i) =>
    name === 'a syntax error'
      ? []
      : Object.entries(files).map(([file, text]) => [file.replace('src/', `src/${i}/`), text] as const),
  );
  const p = nativeProject(
    {
      ...Object.fromEntries(apart),
      'tsconfig.json': config({ allowJs: true, checkJs: true, jsx: 'preserve', noUnusedLocals: true }),
    },
    'typescript-7.1',
  );
  const [checked, built] = [await p.unsync('check'), await p.build('--noEmit')];
  expect(checked).toEqual(built);
  expect(new Set(checked.errors.map((e) => /^src\/\d+/.exec(e)?.[0])).size).toBe(apart.length ? 9 : 0);
});

test('some of these are wrong in many places', async () => {
  const p = nativeProject(cases['the bodies of every form']!);
  const { errors, code } = await p.unsync('check', '-p', 'tsconfig.json');
  expect(errors.length).toBeGreaterThan(5);
  expect(code).toBe(2);
});

test('says what to install without TypeScript 7, and what it takes', async () => {
  const p = nativeProject(sources, 'typescript');
  expect(await p.unsync('check')).toMatchObject({
    code: 1,
    output:
      'unsync: check asks TypeScript 7, which is not installed here. Run: npm install --save-dev typescript@7 typescript-js@npm:typescript@6\n',
  });
  expect(await p.unsync('check', '-p', 'nowhere')).toMatchObject({
    code: 1,
    output: `unsync: there is no 'nowhere'. Name a tsconfig.json, or its folder, with -p.\n`,
  });
  expect((await p.unsync('check', '--watch')).output).toContain('unsync check [-p tsconfig.json]');
});

describe('a TypeScript that is not known', () => {
  const unknown = (version: string, exports: object = { './package.json': './package.json' }): Files => ({
    'node_modules/typescript/package.json': JSON.stringify({ name: 'typescript', version, exports }),
    'node_modules/typescript/api.js': 'throw new Error("asked")',
  });
  const says = (version: string) =>
    `unsync: TypeScript ${version} is installed here, and is not supported yet: check knows 7.0 and 7.1. Run: npm install --save-dev typescript@7.0\n`;
  const api = { './package.json': './package.json', './sync': './api.js', './fs': './api.js' };

  test.each([
    ['7.2.0', api],
    ['7.2.0-dev.20270101.1', api],
    ['8.0.0', undefined],
    // one of those between 7.0 and 7.1 may have moved its API to yet another place
    ['7.1.0-dev.20260101.1', undefined],
  ] as const)('is called by its name: %s', async (version, exports) => {
    const p = nativeProject({ ...sources, ...unknown(version, exports) });
    expect(await p.unsync('check')).toMatchObject({ code: 1, output: says(version) });
  });

  test('does not stand in the way of one that is', async () => {
    const files = { 'src/math.ts': math, 'src/main.ts': "import { sum } from './math.js';\nvoid sum('x');\n" };
    const p = nativeProject({ ...files, ...unknown('7.2.0', api) });
    const names = { 'typescript-js': 'npm:typescript@6', ts7: 'npm:typescript@7.0' };
    p.write({ 'package.json': JSON.stringify({ type: 'module', devDependencies: names }) });
    fs.symlinkSync(path.join(packages, 'typescript-7'), p.path('node_modules/ts7'));
    expect((await p.unsync('check')).errors).toEqual([errorAt(files, 'src/main.ts', "sum('x')", 'TS2345', "'x'")]);
  });
});

describe('a tsconfig of references alone', () => {
  const lib = {
    'lib/tsconfig.json': config({ composite: true }),
    'lib/src/math.ts': `${math}export const n: number = sum([1]);\n`,
  };
  const files: Files = {
    'tsconfig.json': '{ "files": [], "references": [{ "path": "./all" }] }',
    'all/tsconfig.json': '{ "files": [], "references": [{ "path": "../app" }] }',
    'app/tsconfig.json': config({ composite: true }, { references: [{ path: '../lib' }] }),
    'app/src/main.ts': `import { sum } from '../../lib/src/math.js';\nif (sum([1]) > 2) throw sum;\n`,
    ...lib,
  };

  test.for(['typescript-7', 'typescript-7.1'])('stands for what it leads to: %s', async (native, { expect }) => {
    const p = nativeProject(files, native);
    const { errors, code } = await p.unsync('check');
    expect(errors).toEqual([
      errorAt(files, 'app/src/main.ts', 'if (sum([1]) > 2)', 'TS2365', 'sum'),
      errorAt(files, 'lib/src/math.ts', 'n: number = sum([1])', 'TS2322'),
    ]);
    expect(code).toBe(2);
  });

  test('that lead nowhere', async () => {
    const p = nativeProject({ 'tsconfig.json': '{ "files": [], "references": [{ "path": "./gone" }] }' });
    expect(await p.unsync('check')).toMatchObject({
      output: "unsync: there is no 'gone/tsconfig.json', which a tsconfig.json refers to.\n",
      code: 1,
    });
  });
});
