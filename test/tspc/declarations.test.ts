/** Declaration files say what callers see, to any compiler, without the plugin and without Node's types. */
import * as fs from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { config, Project } from './project';
import { sample } from './sample';

const library = `/** Parses. */
export class ParseError extends Error {
  constructor(readonly line: number) { super('line ' + line); }
}
export interface Options { readonly deep?: boolean }

/**
 * Computes some.
 * @unsync
 */
export function computeSome(n: number): number { return n; }

/** @unsync */
export function inferred(text: string, { deep = false }: Options = {}) { return { text, deep, error: undefined as ParseError | undefined }; }

/** @unsync */
export function first<T, K extends keyof T = keyof T>(xs: readonly T[], key?: K): T | undefined { return key === undefined ? xs[0] : undefined; }

/** @unsync */
export async function later<T>(value: T): Promise<T[]> { return [value]; }

/** @unsync */
export function isText(value: unknown): value is string { return typeof value === 'string'; }

/** @unsync */
export function over(a: string): string;
/** For numbers. */
export function over(a: number, ...more: number[]): number;
export function over(a: string | number): string | number { return a; }

/** @unsync */
export const double = (x: number, by = 2) => x * by;

/** @unsync */
export const pair = <A, B = A>(a: A, b: B): [A, B] => [a, b];

export class Box<T> {
  constructor(readonly value: T) {}
  /** @unsync */
  static area(w: number, h: number): number { return w * h; }
  /** @unsync */
  static list<T>(x: T): T[] { return [x]; }
}

/** @unsync */
function local(n: number): number { return n; }
export const kept = local(1);
export { local as renamed };

/** @unsync */
export default function (n: number): string { return String(n); }
`;

const consumer = `import fallback, { Box, computeSome, double, first, inferred, isText, kept, later, over, pair, type ParseError, renamed } from 'library';
import type { CallOptions, Kind, Marked, Unfuture } from 'unsync';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

same<ReturnType<typeof computeSome>, Unfuture<number>>(true);
same<typeof computeSome.inline, (n: number) => number>(true);
same<typeof computeSome.kind, Kind>(true);
const options: CallOptions = { timeout: 10, signal: new AbortController().signal };
computeSome.options(options)(1).then((n) => n.toFixed());
const marked: Marked<(n: number) => number> = computeSome;
const plain: Promise<number> = marked(1);

const found = await inferred('x', { deep: true });
same<typeof found, { text: string; deep: boolean; error: ParseError | undefined }>(true);

const letter = first(['a', 'b'] as const);
same<typeof letter, Unfuture<'a' | 'b' | undefined>>(true);
const keyed = await first([{ a: 1 }], 'a');
same<typeof keyed, { a: number } | undefined>(true);
const never: number = first.inline([1])!;
const list = later(new Date(0));
same<typeof list, Unfuture<Date[]>>(true);
same<ReturnType<typeof isText>, Unfuture<boolean>>(true);
const text = over('a');
same<typeof text, Unfuture<string>>(true);
const numeral = over(1, 2, 3);
same<typeof numeral, Unfuture<number>>(true);
const doubled = double(1);
same<typeof doubled, Unfuture<number>>(true);
const both = pair(1 as const, 'b' as const);
same<typeof both, Unfuture<[1, 'b']>>(true);
const area = Box.area(1, 2);
same<typeof area, Unfuture<number>>(true);
const boxed = Box.list('x' as const);
same<typeof boxed, Unfuture<'x'[]>>(true);
same<typeof kept, Unfuture<number>>(true);
const other = renamed(1);
same<typeof other, Unfuture<number>>(true);
const asText = fallback(1);
same<typeof asText, Unfuture<string>>(true);

// @ts-expect-error
computeSome(1) + 1;
// @ts-expect-error
first([{ a: 1 }], 'b');
// @ts-expect-error
over(true);
void [plain, never];
`;

/** A folder with the library, unsync and nothing else installed: no types of Node, no plugin. */
function consume(from: Project, options: object): Project {
  const project = new Project(
    {
      'tsconfig.json': config({
        outDir: undefined,
        noEmit: true,
        plugins: undefined,
        skipLibCheck: false,
        lib: ['es2022', 'dom'],
        ...options,
      }),
      'src/main.ts': consumer,
    },
    { withTypes: false },
  );
  const installed = project.path('node_modules');
  fs.cpSync(from.path('node_modules/unsync'), `${installed}/unsync`, { recursive: true, dereference: true });
  project.write({
    'node_modules/library/package.json':
      '{ "name": "library", "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
    'node_modules/library/index.d.ts': from.read('dist/library.d.ts'),
  });
  return project;
}

describe('a library', () => {
  const project = new Project({
    'tsconfig.json': config({ declaration: true, declarationMap: true, sourceMap: true }),
    'src/library.ts': library,
  });
  beforeAll(async () => expect(await project.tspc('-p', '.')).toMatchObject({ output: '', code: 0 }));

  test('says that calls give futures, with its type parameters, overloads and comments', () => {
    const text = project.read('dist/library.d.ts');
    for (const line of [
      'export declare function computeSome(n: number): import("unsync").Unfuture<number>;',
      'export declare function first<T, K extends keyof T = keyof T>(xs: readonly T[], key?: K):',
      'export declare function later<T>(value: T): import("unsync").Unfuture<T[]>;',
      'export declare function over(a: string): import("unsync").Unfuture<string>;',
      'export declare function over(a: number, ...more: number[]): import("unsync").Unfuture<number>;',
      'export declare const double: import("unsync").Marked<(x: number, by?: number) => number>;',
      'export { local as renamed };',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/\/\*\*\n \* Computes some\.\n \* @unsync\n \*\/\nexport declare function computeSome/);
    expect(text).toContain('/** For numbers. */\nexport declare function over(a: number');
    expect(text).not.toMatch(/__unsync|_task/);
  });

  test.concurrent.for(
    Object.entries({
      'moduleResolution nodenext': {},
      'moduleResolution bundler': { module: 'preserve', moduleResolution: 'bundler' },
      'every strict option': {
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        isolatedModules: true,
        verbatimModuleSyntax: true,
      },
      'the oldest library of types': { target: 'es2022', lib: ['es2022', 'dom'], isolatedDeclarations: false },
    }),
  )('is taken by plain tsc without the types of Node, skipLibCheck off: %s', async ([, options], { expect }) => {
    expect(await consume(project, options).tsc('-p', '.')).toMatchObject({ output: '', code: 0 });
  });

  test("declaration maps and source maps lead every name to the user's", () => {
    const map = decode(JSON.parse(project.read('dist/library.d.ts.map')) as RawMap);
    const declared = project.read('dist/library.d.ts').split('\n');
    const source = library.split('\n');
    const names = {
      computeSome: 'function computeSome(',
      inferred: 'function inferred(',
      first: 'function first<',
      later: 'function later<',
      over: 'function over(a: string',
      double: 'const double',
      pair: 'const pair',
      Box: 'class Box',
      area: 'static area',
      list: 'static list',
    };
    for (const [name, needle] of Object.entries(names)) {
      const at = position(declared, needle, name);
      expect(
        map.find((s) => s.line === at.line && s.column === at.column),
        name,
      ).toMatchObject({ source: position(source, needle, name) });
    }
    for (const file of ['dist/library.js', 'dist/library.unsync.js']) {
      const segments = decode(JSON.parse(project.read(`${file}.map`)) as RawMap);
      const lines = project.read(file).split('\n');
      for (const needle of ['x * by', 'w * h', '[x]']) {
        const at = position(lines, needle, needle);
        const to = { source: position(source, needle, needle) };
        expect(
          segments.find((s) => s.line === at.line && s.column === at.column),
          `${needle} in ${file}`,
        ).toMatchObject(to);
      }
      for (const { source: at } of segments) expect(source[at.line]!.length, file).toBeGreaterThanOrEqual(at.column);
    }
  });
});

test.concurrent('emitDeclarationOnly, and isolatedDeclarations, give the same declarations', async ({ expect }) => {
  const whole = new Project(sample({ declaration: true }));
  const alone = new Project(sample({ declaration: true, emitDeclarationOnly: true }));
  const isolated = new Project(sample({ declaration: true, isolatedDeclarations: true }));
  for (const project of [whole, alone, isolated])
    expect(await project.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
  const declarations = (project: Project) =>
    Object.fromEntries(Object.entries(project.outputs()).filter(([name]) => name.endsWith('.d.ts')));
  expect(declarations(alone)).toEqual(declarations(whole));
  expect(declarations(isolated)).toEqual(declarations(whole));
});

interface RawMap {
  readonly mappings: string;
}
interface Segment {
  readonly line: number;
  readonly column: number;
  readonly source: { readonly line: number; readonly column: number };
}

/** Source map version 3, section "mappings": base64 VLQ of generated column, source, line and column. */
function decode({ mappings }: RawMap): Segment[] {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const segments: Segment[] = [];
  const source = { line: 0, column: 0 };
  mappings.split(';').forEach((group, line) => {
    let column = 0;
    for (const text of group.split(',').filter(Boolean)) {
      const fields: number[] = [];
      let value = 0;
      let shift = 0;
      for (const digit of text) {
        const bits = digits.indexOf(digit);
        value += (bits & 31) << shift;
        shift += 5;
        if (bits & 32) continue;
        fields.push(value & 1 ? -(value >> 1) : value >> 1);
        value = shift = 0;
      }
      column += fields[0]!;
      source.line += fields[2] ?? 0;
      source.column += fields[3] ?? 0;
      segments.push({ line, column, source: { ...source } });
    }
  });
  return segments;
}

function position(lines: readonly string[], needle: string, name: string): { line: number; column: number } {
  const line = lines.findIndex((l) => l.includes(needle));
  if (line < 0) throw new Error(`'${needle}' is not there`);
  return { line, column: lines[line]!.indexOf(needle) + needle.indexOf(name) };
}
