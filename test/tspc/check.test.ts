/** `unsync check`: what TypeScript 7 finds in marked code is what the build finds, on the same lines. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { expect, test } from 'vitest';
import { config, type Files, Project, packages, toolchain, typescriptVersion } from './project';
import { sources } from './sample';

/** A project with TypeScript 7 as `typescript`, and the compiler that builds it under another name. */
function nativeProject(files: Files, { native = true } = {}): Project {
  const p = new Project(
    {
      'tsconfig.json': config(),
      ...files,
      'package.json': JSON.stringify({ type: 'module', devDependencies: { 'typescript-js': 'npm:typescript@6' } }),
    },
    { withTypes: false },
  );
  p.install();
  fs.symlinkSync(path.join(packages, native ? 'typescript-7' : 'typescript'), p.path('node_modules/typescript'));
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

test('some of these are wrong in many places', async () => {
  const p = nativeProject(cases['the bodies of every form']!);
  const { errors, code } = await p.unsync('check', '-p', 'tsconfig.json');
  expect(errors.length).toBeGreaterThan(5);
  expect(code).toBe(2);
});

test('says what to install without TypeScript 7, and what it takes', async () => {
  const p = nativeProject(sources, { native: false });
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
