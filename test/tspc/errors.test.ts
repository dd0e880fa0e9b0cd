/** What is wrong is said where the user wrote it, once, and by the exit code. */
import { test } from 'vitest';
import { config, errorAt, type Files, type Json, Project } from './project';
import { sample } from './sample';

interface Case {
  readonly files: Files;
  readonly options?: Json;
  /** tsc's exit code; 1 where it keeps something back. */
  readonly code?: number;
  readonly errors: readonly (readonly [file: string, needle: string, code: string, inner?: string])[];
  readonly messages?: readonly (string | RegExp)[];
}

const math = `/** @unsync */
export function computeSome(n: number): number { return n; }
/** @unsync */
export function pick<T extends string>(xs: readonly T[]): T { return xs[0]!; }
`;

const cases: Record<string, Case> = {
  'callers that take a future for its value': {
    files: {
      'src/math.ts': math,
      'src/main.ts': `import { computeSome, pick } from './math.js';
export const sum = computeSome(1) + 1;
export const length: number = pick(['a', 'b']).length;
export const wrong: Promise<string> = computeSome(2);
export const letter: 'c' = await pick(['d', 'e']);
computeSome('three');
pick([4]);
export const fine: number = (await computeSome(1)) + 1;
`,
    },
    errors: [
      ['src/main.ts', 'computeSome(1) + 1;', 'TS2365'],
      ['src/main.ts', "pick(['a', 'b']).length", 'TS2339', 'length'],
      ['src/main.ts', 'wrong: Promise', 'TS2322'],
      ['src/main.ts', "letter: 'c'", 'TS2322'],
      ['src/main.ts', "'three'", 'TS2345'],
      ['src/main.ts', 'pick([4])', 'TS2322', '4'],
    ],
    messages: [
      `Operator '+' cannot be applied to types 'Unfuture<number>' and '1'.`,
      `Type 'Unfuture<number>' is not assignable`,
    ],
  },
  'errors in a marked function, each once': {
    files: {
      'src/math.ts': `/** @unsync */
export function half(n: Missing, m: number = 'two'): number {
  const unused: string = n * 2;
  return missing + m.nothing;
}
/** @unsync */
export const third = (n) => n / 3;
/** @unsync */
export function over(a: string): string;
export function over(a: number): number;
export function over(a: boolean): boolean { return a; }
export class C {
  /** @unsync */
  static s(n: number): string { return n; }
}
`,
    },
    errors: [
      ['src/math.ts', 'n: Missing', 'TS2304', 'Missing'],
      ['src/math.ts', "m: number = 'two'", 'TS2322'],
      ['src/math.ts', 'unused: string', 'TS2322'],
      ['src/math.ts', 'missing + m', 'TS2304'],
      ['src/math.ts', 'm.nothing', 'TS2339', 'nothing'],
      ['src/math.ts', '(n) => n / 3', 'TS7006', 'n'],
      ['src/math.ts', 'over(a: string)', 'TS2394'],
      ['src/math.ts', 'return n; }\n}', 'TS2322'],
    ],
  },
  'unused names of the user, and none of ours': {
    options: { noUnusedLocals: true, noUnusedParameters: true },
    files: {
      'src/math.ts': `import { unsync } from 'unsync';
import { computeSome, other } from './other.js';
/** @unsync */
export function square(n: number, more: string): number { const twice = n; return n * n; }
export class C {
  @unsync
  static s(n: number): number { return n; }
}
export const used = computeSome(1);
`,
      'src/other.ts': math + 'export const other = 1;\n',
    },
    errors: [
      ['src/math.ts', 'computeSome, other', 'TS6133', 'other'],
      ['src/math.ts', 'more: string', 'TS6133'],
      ['src/math.ts', 'twice = n', 'TS6133'],
    ],
  },
  'what can not be moved': {
    files: {
      'src/math.ts': `let calls = [0];
export function bump(): void { calls = [calls[0]! + 1]; }
/** @unsync */
export function count(): number { return calls[0]!; }
/** @unsync */
export function* sorted(xs: number[]): Generator<number[]> { xs.sort(); yield xs; }
/** @unsync */
export class NoFunction {}
/** @unsyc */
export function typo(): void {}
export class Counter {
  #n = 1;
  /** @unsync */
  get(): number { return this.#n; }
}
`,
    },
    errors: [
      ['src/math.ts', 'return calls', 'TS992002', 'calls'],
      ['src/math.ts', 'xs.sort()', 'TS992007'],
      ['src/math.ts', '@unsync */\nexport class', 'TS991003'],
      ['src/math.ts', '@unsyc', 'TS991001'],
      ['src/math.ts', 'get(): number', 'TS991010'],
    ],
    messages: [/error TS992002: UNSYNC2002: .*captures|reassigned/],
  },
  isolatedDeclarations: {
    code: 1,
    options: { isolatedDeclarations: true, declaration: true },
    files: {
      'src/written.ts': `/** @unsync */
export function fine<T>(xs: readonly T[], n: number = 1, ...more: string[]): T | undefined { return xs[n + more.length]; }
/** @unsync */
export async function later(text: string): Promise<number> { return text.length; }
/** @unsync */
export const arrow = (n: number, m?: string): number => n + (m ? 1 : 0);
/** @unsync */
export function over(a: string): string;
export function over(a: number): number;
export function over(a: string | number): string | number { return a; }
export class C {
  /** @unsync */
  static s(n: number): number { return n; }
}
/** @unsync */
export default function (n: number): number { return n; }
/** @unsync */
function local(n: number) { return n; }
void local(1);
`,
      'src/inferred.ts': `/** @unsync */
export function square(n: number) { return n * n; }
/** @unsync */
export const cube = (n: number) => n ** 3;
export class C {
  /** @unsync */
  static s(n: number) { return n; }
}
`,
    },
    errors: [
      ['src/inferred.ts', 'square', 'TS9007'],
      ['src/inferred.ts', '(n: number) => n', 'TS9007'],
      ['src/inferred.ts', 's(n: number)', 'TS9008'],
    ],
  },
  'suppressed errors stay suppressed': {
    files: {
      'src/math.ts': math,
      'src/main.ts': `import { computeSome } from './math.js';
// @ts-expect-error a future is no number
export const sum = computeSome(1) + 1;
// @ts-expect-error nothing is wrong here
export const fine = computeSome(1);
/** @unsync */
export function inside(n: number): number {
  // @ts-ignore
  return n + missing;
}
`,
    },
    errors: [['src/main.ts', '// @ts-expect-error nothing', 'TS2578']],
  },
};

test.concurrent.for(Object.entries(cases))(
  '%s',
  async ([, { files, options, errors, messages = [], code = 2 }], { expect }) => {
    for (const newLine of ['\n', '\r\n']) {
      const written = Object.fromEntries(
        Object.entries(files).map(([name, text]) => [
          name,
          (newLine === '\n' ? '' : '\uFEFF') + text.replaceAll('\n', newLine),
        ]),
      );
      const project = new Project({ 'tsconfig.json': config(options), ...written });
      const ran = await project.tspc('-p', '.');
      expect([...ran.errors].sort(), ran.output).toEqual(
        errors.map(([file, needle, code, inner]) => errorAt(files, file, needle, code, inner)).sort(),
      );
      for (const message of messages) expect(ran.output).toMatch(message);
      // names of ours are nobody's business
      expect(ran.output).not.toMatch(/__unsync/);
      expect(ran.code).toBe(code);
      // JavaScript is written all the same, and what it needs with it
      const outputs = Object.keys(project.outputs());
      for (const [name, text] of Object.entries(project.outputs())) {
        for (const [, worker] of text.matchAll(/new URL\("\.\/(\S+)", import/g))
          expect(outputs, name).toContain(worker);
      }
    }
  },
);

test.concurrent('the same errors, and exit codes, in every mode', async ({ expect }) => {
  const files = {
    ...sample({ composite: true }),
    'src/wrong.ts': `import { computeSome } from './math.js';\nexport const sum = computeSome(1) + 1;\n`,
  };
  const place = ['src/wrong.ts(2,20): TS2365'];
  const project = new Project(files);
  expect(await project.tspc('-p', '.', '--noEmit')).toMatchObject({ code: 2, errors: place });
  expect(await project.tspc('-p', '.', '--noEmitOnError')).toMatchObject({ code: 1, errors: place });
  expect(Object.keys(project.outputs())).toEqual([]);
  expect(await project.tspc('-p', '.')).toMatchObject({ code: 2, errors: place });
  expect(project.has('dist/math.unsync.js')).toBe(true);
  expect(await project.tspc('-b')).toMatchObject({ errors: place });
  const pretty = await project.tspc('-p', '.', '--pretty');
  const plain = pretty.output.replaceAll('\u001b', '').replace(/\[[0-9;]*m/g, '');
  expect(plain).toContain('2 export const sum = computeSome(1) + 1;\n                     ~~~~~~~~~~~~~~~~~~');
});

test.concurrent('warnings change neither exit code nor output, unless asked to', async ({ expect }) => {
  const state = {
    'src/state.ts': `let calls = 0;\n/** @unsync */\nexport function count(): number { return ++calls; }\n`,
  };
  const project = new Project(sample({ noEmitOnError: true }, state));
  const ran = await project.tspc('-p', '.');
  expect(ran).toMatchObject({ code: 0, errors: [] });
  expect(ran.output).toMatch(/^src\/state\.ts\(\d+,\d+\): warning UNSYNC5001: /);
  expect(project.has('dist/state.unsync.js')).toBe(true);
  const strict = new Project(sample({}, state));
  strict.write({
    'tsconfig.json': config({
      plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true, warningsAsErrors: true }],
    }),
  });
  expect((await strict.tspc('-p', '.')).errors).toMatchObject([
    expect.stringMatching(/^src\/state\.ts\(\d+,\d+\): TS995001$/),
  ]);
});

test.concurrent('an option that is none is said', async ({ expect }) => {
  const project = new Project(sample());
  project.write({
    'tsconfig.json': config({
      plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true, warningAsErrors: true }],
    }),
  });
  expect((await project.tspc('-p', '.')).output).toMatch(/error TS991015: UNSYNC1015: .*'warningAsErrors'/);
});
