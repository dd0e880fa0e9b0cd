/**
 * A script of edits, compiled after each one by everything that keeps state between builds. Each must say
 * what a build from scratch says, at the same places, and leave what it leaves.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { config, errorAt, type Files, Project, type Ran } from './project';

const settings = { composite: true, sourceMap: true, declarationMap: true, noEmitOnError: false };

const start: Files = {
  'tsconfig.json': config(settings),
  'src/node.d.ts': `declare module 'node:fs' {
  export function readFileSync(name: string, encoding: 'utf8'): string;
}
`,
  'src/load.ts': `export function load(name: string): string {
  return name.repeat(2);
}
`,
  'src/barrel.ts': `export * from './load.js';
`,
  'src/limits.ts': `export const limits = { depth: 10 };
export class TooDeep extends Error {}
`,
  'src/math.ts': `import { load } from './barrel.js';
import { limits, TooDeep } from './limits.js';

/** @unsync */
export function computeSome(n: number): number {
  if (n > limits.depth) throw new TooDeep();
  return n < 2 ? n : computeSome(n - 1) + computeSome(n - 2);
}

/** @unsync */
export function loadSome(name: string) {
  return load(name);
}
`,
  'src/other.ts': `export function twice(n: number): number {
  return n * 2;
}
`,
  'src/main.ts': `import { computeSome, loadSome } from './math.js';
import { twice } from './other.js';

export async function main(): Promise<string> {
  const n: number = await computeSome(5);
  const s: string = await loadSome('ab');
  return s + n + (twice(2) + 1);
}
`,
};

interface Step {
  readonly what: string;
  /** Files that change: old text → new text, the whole text, or `undefined` to delete. */
  readonly edit: Readonly<Record<string, readonly [string, string] | string | undefined>>;
  /** Places of the errors, by what stands there. */
  readonly errors?: readonly (readonly [file: string, needle: string, code: string, inner?: string])[];
  /** What the build must have left; the comparison with a clean build says the rest. */
  readonly check?: (project: Project) => void;
}

const steps: readonly Step[] = [
  {
    what: 'mark a function: callers that took it for plain are wrong',
    edit: { 'src/other.ts': ['export function twice', '/** @unsync */\nexport function twice'] },
    errors: [['src/main.ts', 'twice(2) + 1', 'TS2365']],
  },
  {
    what: 'callers await it',
    edit: { 'src/main.ts': ['twice(2) + 1', '(await twice(2)) + 1'] },
    check: (p) => expect(p.read('dist/other.unsync.js')).toContain('n * 2'),
  },
  {
    what: "a body in another file blocks: the caller's kind changes",
    edit: {
      'src/load.ts': `import { readFileSync } from 'node:fs';\nexport function load(name: string): string {\n  return readFileSync(name, 'utf8');\n}\n`,
    },
    check(p) {
      expect(p.read('dist/math.js')).toMatch(/name: "loadSome",[^}]*kind: "blocking"/);
      expect(p.read('dist/math.js')).toMatch(/name: "computeSome",[^}]*kind: "cpu-bound"/);
    },
  },
  {
    what: 'it computes again',
    edit: { 'src/load.ts': start['src/load.ts']! },
    check: (p) => expect(p.read('dist/math.js')).toMatch(/name: "loadSome",[^}]*kind: "cpu-bound"/),
  },
  {
    what: 'a class in another file is no error any more',
    edit: { 'src/limits.ts': [' extends Error', ''] },
    check: (p) => expect(p.read('dist/math.js')).not.toContain('TooDeep: TooDeep'),
  },
  {
    what: 'it is one again; a retype, inferred through two files, gives the future another type',
    edit: {
      'src/limits.ts': start['src/limits.ts']!,
      'src/load.ts': `export function load(name: string) {\n  return name.length;\n}\n`,
    },
    errors: [['src/main.ts', 'const s: string', 'TS2322', 's: string']],
    check(p) {
      expect(p.read('dist/math.js')).toContain('TooDeep: TooDeep');
      expect(p.read('dist/math.d.ts')).toMatch(
        /function loadSome\(name: string\): import\("unsync"\)\.Unfuture<number>/,
      );
    },
  },
  { what: 'retype back', edit: { 'src/load.ts': start['src/load.ts']! } },
  {
    what: 'retype a parameter',
    edit: { 'src/math.ts': ['computeSome(n: number): number', 'computeSome(n: number, more: string): number'] },
    errors: [
      ['src/main.ts', 'computeSome(5)', 'TS2554'],
      ['src/math.ts', 'computeSome(n - 1)', 'TS2554'],
      ['src/math.ts', 'computeSome(n - 2)', 'TS2554'],
    ],
  },
  {
    what: 'what can not be moved, in place of it',
    edit: {
      'src/math.ts': start['src/math.ts']!.replace(
        '/** @unsync */',
        'let calls = [0];\nexport const count = (): number[] => (calls = [1]);\n\n/** @unsync */',
      ).replace('  if (n', '  if (calls[0]! > 9) return 0;\n  if (n'),
    },
    errors: [['src/math.ts', 'if (calls[0]! > 9)', 'TS992002', 'calls']],
  },
  {
    what: 'a mark that is none, in place of it',
    edit: { 'src/math.ts': start['src/math.ts']!.replace('/** @unsync */', '/** @unsync bolcking */') },
    errors: [['src/math.ts', '@unsync bolcking', 'TS991002']],
  },
  {
    what: 'a line above all moves the rest',
    edit: { 'src/math.ts': `// a line\n${start['src/math.ts']!}` },
    check: (p) => expect(p.read('dist/math.js')).toContain('src/math.ts:6:17'),
  },
  {
    what: 'a stated kind; a comment in a file without marks',
    edit: { 'src/other.ts': ['@unsync', '@unsync blocking'], 'src/limits.ts': `// limits\n${start['src/limits.ts']!}` },
    check: (p) => expect(p.read('dist/other.js')).toContain('kind: "blocking"'),
  },
  {
    what: 'unmark: the worker module goes, with its map',
    edit: { 'src/other.ts': start['src/other.ts']! },
    check: (p) => expect(Object.keys(p.outputs()).filter((n) => n.startsWith('other.unsync'))).toEqual([]),
  },
  {
    what: 'a syntax error, and no marks are looked for',
    edit: { 'src/math.ts': ['if (n > limits.depth)', 'if (n > limits.depth'] },
    errors: [['src/math.ts', ' throw new TooDeep', 'TS1005', 'throw']],
  },
  {
    what: 'mended; a new file with a mark',
    edit: {
      'src/math.ts': start['src/math.ts']!,
      'src/new.ts': `/** @unsync */\nexport const cube = (n: number): number => n ** 3;\n`,
      'src/lonely.ts': `/** @unsync */\nexport const half = (n: number): number => n / 2;\n`,
      'src/main.ts': ['import { twice }', "import { cube } from './new.js';\nvoid cube(3);\nimport { twice }"],
    },
    check: (p) => expect(p.has('dist/new.unsync.js')).toBe(true),
  },
  {
    what: 'delete it: its worker module goes, though tsc leaves its own output',
    edit: { 'src/new.ts': undefined, 'src/main.ts': ["import { cube } from './new.js';\n", ''] },
    errors: [['src/main.ts', 'void cube(3)', 'TS2304', 'cube']],
    check: (p) => expect(Object.keys(p.outputs()).filter((n) => n.startsWith('new.unsync'))).toEqual([]),
  },
  {
    what: 'delete one that no other imports, and nothing else',
    edit: { 'src/lonely.ts': undefined },
    errors: [['src/main.ts', 'void cube(3)', 'TS2304', 'cube']],
    check: (p) => expect(Object.keys(p.outputs()).filter((n) => n.startsWith('lonely.unsync'))).toEqual([]),
  },
  {
    what: 'unmark the last one',
    edit: { 'src/math.ts': start['src/math.ts']!.replaceAll('@unsync', ''), 'src/main.ts': ['void cube(3);\n', ''] },
    check: (p) => expect(Object.keys(p.outputs()).filter((n) => n.includes('unsync'))).toEqual([]),
  },
  {
    what: 'mark again',
    edit: { 'src/math.ts': start['src/math.ts']! },
    check: (p) => expect(p.has('dist/math.unsync.js')).toBe(true),
  },
  {
    what: 'change what a worker reads, in a file that only imports it, too',
    edit: {
      'src/main.ts': `import { limits } from './limits.js';\n${start['src/main.ts']!.replace('{\n', '{\n  limits.depth++;\n')}`,
    },
    errors: [['src/math.ts', 'limits.depth', 'TS992003', 'limits']],
  },
  { what: 'leave it alone', edit: { 'src/main.ts': start['src/main.ts']! } },
];

/** The project's sources after each step, the start included. */
const states: Files[] = [start];
for (const { edit } of steps) {
  const next: Record<string, string> = { ...states.at(-1)! };
  for (const [name, change] of Object.entries(edit)) {
    if (change === undefined) delete next[name];
    else if (typeof change === 'string') next[name] = change;
    else {
      if (!next[name]!.includes(change[0])) throw new Error(`'${change[0]}' is not in ${name}`);
      next[name] = next[name]!.replace(change[0], change[1]);
    }
  }
  states.push(next);
}

interface Clean {
  readonly ran: Ran;
  readonly outputs: Record<string, string>;
}
const clean = states.map((files) => {
  let built: Promise<Clean> | undefined;
  return () =>
    (built ??= (async () => {
      const project = new Project(files);
      const ran = await project.tspc('-p', '.');
      return { ran, outputs: project.outputs() };
    })());
});

const editsOf = (index: number): Record<string, string | undefined> => {
  const from = states[index]!;
  const to = states[index + 1]!;
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return Object.fromEntries([...names].filter((n) => from[n] !== to[n]).map((n) => [n, to[n]]));
};

async function compare(index: number, project: Project, ran: Ran): Promise<void> {
  const expected = await clean[index + 1]!();
  expect([...ran.errors].sort()).toEqual([...expected.ran.errors].sort());
  const outputs = project.outputs();
  // what tsc itself leaves of files that are gone
  const own = (name: string) => name in expected.outputs || name.includes('unsync') || !/^(new|lonely)\./.test(name);
  expect(Object.fromEntries(Object.entries(outputs).filter(([name]) => own(name)))).toEqual(expected.outputs);
  steps[index]!.check?.(project);
}

describe('from scratch', () => {
  test.concurrent.for(steps.map((step, i) => [i, step.what] as const))('%i: %s', async ([i], { expect }) => {
    const { ran } = await clean[i + 1]!();
    const { errors = [] } = steps[i]!;
    expect(ran.errors).toEqual(
      errors.map(([file, needle, code, inner]) => errorAt(states[i + 1]!, file, needle, code, inner)),
    );
  });
});

const drivers: Record<string, readonly string[]> = {
  incremental: ['-p', '.'],
  '-b': ['-b'],
  '--watch': ['-w', '-p', '.'],
  '-b --watch': ['-b', '-w'],
};

describe.concurrent.for(Object.entries(drivers))('%s', ([name, args]) => {
  const project = new Project(start);
  const watch = name.includes('watch') ? project.watch(...args, '--preserveWatchOutput') : undefined;
  const build = () => (watch ? watch.settled() : project.tspc(...args));
  beforeAll(async () => expect((await build()).errors).toEqual([]));
  afterAll(() => watch?.stop());

  test.sequential.for(steps.map((step, i) => [i, step.what] as const))('%i: %s', async ([i]) => {
    await clean[i + 1]!();
    project.write(editsOf(i));
    for (;;) {
      const ran = await build();
      try {
        return await compare(i, project, ran);
      } catch (error) {
        // tsc may see a change of a file and of its folder one after the other, and build twice
        if (!watch || !(await watch.isBusy(3000))) throw error;
      }
    }
  });
});
