/** What editors are told: a real tsserver, with the plugin of the tsconfig. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules, project, repository } from './project';
import { Editor, type Location } from './tsserver';

const config = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUnusedLocals: true,
    types: ['node'],
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  },
};
const tasks = `import { readFileSync } from 'node:fs';
import type { Point } from './shapes.js';

/**
 * The nth number.
 * @unsync
 */
export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

/** @unsync */
export function countLines(path: string): number {
  return readFileSync(path, 'utf8').split('\\n').length;
}

/** @unsync */
export const nearest = <P extends Point>(points: readonly P[], last = false): P | undefined =>
  points[last ? points.length - 1 : 0];

/** @unsync cpu-bound */
export async function sums(rows: number[][]) {
  const one = rows.map((row) => row.reduce((sum, n) => sum + n, 0));
  return one;
}

export class Image {
  constructor(readonly bytes: Uint8Array) {}
  /** @unsync */
  static invert(bytes: Uint8Array): Uint8Array {
    return bytes.map((b) => 255 - b);
  }
  /** @unsync */
  brightness(of = 1): number {
    return this.bytes.reduce((sum, b) => sum + b, 0) * of;
  }
}

/** @unsync */
export default function (text: string): string {
  return text.toUpperCase();
}
`;
const main = `import upper, { countLines, fib, Image, nearest, sums } from './tasks.js';
import { type Point, points } from './shapes.js';

const future = fib(10);
const lines = await countLines('x');
const found = await nearest(points);
nearest(points).then((point) => point?.x);
const inverted = Image.invert(new Uint8Array(2));
const bright = new Image(new Uint8Array(2)).brightness();
console.log(future.result(), lines, found?.x, inverted.done(), bright.done(), await sums([[1]]), await upper('a'));
const point: Point = { x: 1 };
console.log(point.x, fib.inline(3));
export {};
`;
const files = {
  'tsconfig.json': JSON.stringify(config),
  'tasks.ts': tasks,
  'main.ts': main,
  'shapes.ts': 'export interface Point {\n  x: number;\n}\nexport const points: Point[] = [{ x: 1 }];\n',
};

interface Span {
  readonly file: string;
  readonly start: Location;
  readonly end: Location;
}
const editors: Editor[] = [];
afterAll(() => Promise.all(editors.map((e) => e.close())));
function edit(given: Readonly<Record<string, string>>, ...opened: string[]): Editor {
  const editor = new Editor(project(given, 'module'), path.join(modules, 'typescript'));
  editors.push(editor);
  editor.open(...opened);
  return editor;
}

/** `main.ts:3:5 fib` of each place, in order. */
const placesOf = (editor: Editor, spans: readonly Span[]): string[] =>
  spans
    .map(({ file, start, end }) => {
      const name = path.basename(file);
      return `${name}:${start.line}:${start.offset} ${editor.between(name, start, end)}`;
    })
    .sort();

const failures = (editor: Editor): string[] => editor.log.match(/unsync: .*(?:\n +at .*)*/g) ?? [];

describe('a project with marks', () => {
  let editor: Editor;
  beforeAll(() => {
    editor = edit(files, 'tasks.ts', 'main.ts', 'shapes.ts');
  });
  const hover = async (name: string, at: string) => {
    const { displayString, documentation } = await editor.ask<{ displayString: string; documentation: string }>(
      'quickinfo',
      editor.at(name, at),
    );
    return [displayString, documentation];
  };
  const completions = async (name: string, at: string) => {
    const { entries } = await editor.ask<{ entries: { name: string }[] }>('completionInfo', editor.at(name, at));
    return entries.map((e) => e.name);
  };

  test('has no errors where there are none', async () => {
    expect(await editor.diagnostics('tasks.ts')).toEqual([]);
    expect(await editor.diagnostics('main.ts')).toEqual([]);
    expect(await editor.diagnostics('main.ts', 'suggestionDiagnosticsSync')).toEqual([]);
    expect(await editor.diagnostics('tasks.ts', 'suggestionDiagnosticsSync')).toEqual([]);
  });

  test('hovers say what a call gives, where it runs and why', async () => {
    expect(await hover('main.ts', 'fib(10)')).toEqual([
      '(alias) fib(n: number): Unfuture<number>\nimport fib',
      'The nth number.\n\ncpu-bound: nothing that it calls is known to block',
    ]);
    expect(await hover('tasks.ts', 'fib(n: number)')).toEqual([
      'function fib(n: number): Unfuture<number>',
      'The nth number.\n\ncpu-bound: nothing that it calls is known to block',
    ]);
    expect(await hover('tasks.ts', 'fib(n - 1)')).toEqual(['function fib(n: number): number', 'The nth number.']);
    expect(await hover('main.ts', `countLines('x')`)).toEqual([
      '(alias) countLines(path: string): Unfuture<number>\nimport countLines',
      `blocking: 'node:fs readFileSync' blocks its thread (tasks.ts:14:10)`,
    ]);
    expect(await hover('tasks.ts', 'n: number): number {')).toEqual(['(parameter) n: number', '']);
    const rest = [
      ['main.ts', 'nearest(points).then'],
      ['tasks.ts', 'nearest = <P'],
      ['main.ts', 'invert(new'],
      ['tasks.ts', 'invert(bytes'],
      ['main.ts', 'brightness()'],
      ['tasks.ts', 'brightness(of'],
      ['main.ts', `upper('a')`],
      ['main.ts', 'sums([[1]])'],
      ['main.ts', 'inline(3)'],
      ['main.ts', 'future = fib'],
    ] as const;
    const said = await Promise.all(rest.map(([name, at]) => hover(name, at)));
    expect(said).toMatchInlineSnapshot(`
      [
        [
          "(alias) nearest<Point>(points: readonly Point[], last?: boolean | undefined): Unfuture<Point | undefined>
      import nearest",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "const nearest: {
          <P extends Point>(points: readonly P[], last?: Parameters<typeof nearest.inline<P>>[1]): Unfuture<Awaited<P | undefined>>;
          readonly inline: typeof nearest.inline;
          readonly kind: Kind;
          map<P extends Point>(items: Items<readonly P[]>, options?: MapOptions): Mapped<Awaited<P | undefined>>;
          options(options: CallOptions): typeof nearest;
      }",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(property) Image.invert: (this: unknown, bytes: Uint8Array<ArrayBufferLike>) => Unfuture<Uint8Array<ArrayBufferLike>>",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(property) Image.invert: Marked<(bytes: Uint8Array) => Uint8Array>",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(method) Image.brightness(of?: number): Unfuture<number>",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(method) Image.brightness(of?: number): Unfuture<number>",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(alias) upper(text: string): Unfuture<string>
      import upper",
          "cpu-bound: nothing that it calls is known to block",
        ],
        [
          "(alias) sums(rows: number[][]): Unfuture<number[]>
      import sums",
          "cpu-bound: its mark states it",
        ],
        [
          "const fib.inline: (n: number) => number",
          "",
        ],
        [
          "const future: Unfuture<number>",
          "",
        ],
      ]
    `);
  });

  test('completion offers what a future and a marked function have, and nothing of ours', async () => {
    editor.change('main.ts', 'export {};', 'future.r;\nfib.k;\nexport {};');
    expect(await completions('main.ts', 'future.r|;')).toEqual(expect.arrayContaining(['result', 'cancel', 'then']));
    expect(await completions('main.ts', 'fib.k|;')).toEqual(
      expect.arrayContaining(['inline', 'options', 'map', 'kind']),
    );
    editor.change('main.ts', 'future.r;\nfib.k;\n', '');
    const inside = await completions('tasks.ts', 'return one|');
    expect(inside).toEqual(expect.arrayContaining(['one', 'rows', 'fib']));
    expect(inside.filter((name) => name.includes('unsync'))).toEqual([]);
    expect(inside.filter((name) => name === 'fib')).toHaveLength(1);
    const ofThis = await completions('tasks.ts', 'this.b|ytes');
    expect(ofThis).toEqual(['brightness', 'bytes']);
    const [details] = await editor.ask<{ displayParts: { text: string }[]; documentation: { text: string }[] }[]>(
      'completionEntryDetails',
      { ...editor.at('tasks.ts', 'return one|'), entryNames: ['fib'] },
    );
    expect(details!.displayParts.map((p) => p.text).join('')).toBe('function fib(n: number): Unfuture<number>');
    expect(details!.documentation.map((p) => p.text).join('')).toBe('The nth number.');
  });

  test('signatures while a call is typed', async () => {
    type Help = { items: { parameters: { name: string }[]; suffixDisplayParts: { text: string }[] }[] };
    const { items } = await editor.ask<Help>('signatureHelp', editor.at('main.ts', 'fib(|10)'));
    expect(items.map((i) => i.suffixDisplayParts.map((p) => p.text).join(''))).toEqual(['): Unfuture<number>']);
    const inner = await editor.ask<Help>('signatureHelp', editor.at('tasks.ts', 'fib(|n - 1)'));
    expect(inner.items.map((i) => i.suffixDisplayParts.map((p) => p.text).join(''))).toEqual(['): number']);
  });

  test('definitions, references and rename: each place once', async () => {
    const declared = ['tasks.ts:8:17 fib'];
    for (const [name, at] of [
      ['main.ts', 'fib(10)'],
      ['tasks.ts', 'fib(n - 1)'],
      ['tasks.ts', 'fib(n: number)'],
    ] as const)
      expect(placesOf(editor, await editor.ask<Span[]>('definition', editor.at(name, at)))).toEqual(declared);

    const everywhere = [
      'main.ts:12:22 fib',
      'main.ts:1:29 fib',
      'main.ts:4:16 fib',
      ...declared,
      'tasks.ts:9:22 fib',
      'tasks.ts:9:35 fib',
    ];
    for (const [name, at] of [
      ['main.ts', 'fib(10)'],
      ['tasks.ts', 'fib(n - 1)'],
      ['tasks.ts', 'fib(n: number)'],
    ] as const) {
      const { refs } = await editor.ask<{ refs: Span[] }>('references', editor.at(name, at));
      expect(placesOf(editor, refs)).toEqual(everywhere);
      const renamed = await editor.ask<{ locs: { file: string; locs: Omit<Span, 'file'>[] }[] }>('rename', {
        ...editor.at(name, at),
        findInStrings: false,
        findInComments: false,
      });
      const locations = renamed.locs.flatMap(({ file, locs }) => locs.map((l) => ({ ...l, file })));
      expect(placesOf(editor, locations)).toEqual(everywhere);
    }
    // what only honest types know: the value of a future
    const { refs } = await editor.ask<{ refs: Span[] }>('references', editor.at('shapes.ts', 'x: number'));
    expect(placesOf(editor, refs)).toEqual([
      'main.ts:10:44 x',
      'main.ts:11:24 x',
      'main.ts:12:19 x',
      'main.ts:7:40 x',
      'shapes.ts:2:3 x',
      'shapes.ts:4:35 x',
    ]);
    const parameter = await editor.ask<{ refs: Span[] }>('references', editor.at('tasks.ts', 'n: number): number {'));
    expect(placesOf(editor, parameter.refs)).toHaveLength(5);
  });

  test('nothing went wrong', () => {
    expect(failures(editor)).toEqual([]);
  });
});

describe('errors, while they are made', () => {
  let editor: Editor;
  const work = `let limit = 10;
export function raise(): void {
  limit = 20;
}

/** @unsync */
function first(xs: number[]): number[] {
  return xs.length > 100 ? first(xs.slice(1)) : xs.slice(0, limit);
}
void first([1]);

let counted = 0;
/** @unsync */
export function count(xs: number[]): number {
  counted += xs.length;
  return counted;
}

export const all: number[] = [];
/** @unsync cpu-bound */
export function remember(n: number): void {
  const squared = n * n;
  void squared;
}

/** @unsync blocked */
export function wait(): number {
  return 1;
}

/** @unsnyc */
export function typo(): number {
  return 1;
}

/** @unsync background */
export function behind(): number {
  return 1;
}
`;
  beforeAll(() => {
    editor = edit(
      { ...files, 'work.ts': work, 'plain.ts': 'export {};\n' },
      'main.ts',
      'tasks.ts',
      'work.ts',
      'plain.ts',
    );
  });

  interface Fix {
    readonly description: string;
    readonly changes: readonly { fileName: string; textChanges: Parameters<Editor['apply']>[1] }[];
  }
  /** Of the first error of a code. */
  const fixes = async (name: string, code: number) => {
    const file = editor.file(name);
    type Found = { code: number; start: Location; end: Location };
    const found = await editor.ask<Found[]>('semanticDiagnosticsSync', { file });
    const { start, end } = found.find((d) => d.code === code)!;
    const from = { startLine: start.line, startOffset: start.offset };
    const to = { endLine: end.line, endOffset: end.offset };
    return editor.ask<Fix[]>('getCodeFixes', { file, ...from, ...to, errorCodes: [code] });
  };
  /** What the fixes are, of which the one that is asked for is applied. */
  const fixed = async (name: string, code: number, wanted: string) => {
    const found = await fixes(name, code);
    const [change, ...others] = found.find((f) => f.description === wanted)?.changes ?? [];
    expect(others).toEqual([]);
    if (change) editor.apply(name, change.textChanges);
    return found.map((f) => f.description);
  };

  test("are at the user's places", async () => {
    editor.change('main.ts', 'export {};', 'console.log(fib(1) + 1);');
    expect(await editor.diagnostics('main.ts')).toMatchInlineSnapshot(`
      [
        "error 2365 'fib(1) + 1': Operator '+' cannot be applied to types 'Unfuture<number>' and '1'.",
      ]
    `);
    expect(await editor.diagnostics('work.ts')).toMatchInlineSnapshot(`
      [
        "error 991002 '@unsync': UNSYNC1002: 'blocked' is not a kind. After '@unsync' stands nothing, or one of: cpu-bound, blocking, background.",
        "error 991001 '@unsnyc': UNSYNC1001: '@unsnyc' is not a mark. Write '@unsync', or take the tag away.",
        "error 991013 'behind': UNSYNC1013: 'behind' is stated as 'background' but is not asynchronous: it would hold up the loop that they all share. Make it async, or state 'cpu-bound' or 'blocking'.",
        "warning 995011 'remember': UNSYNC5011: 'remember' computes on another thread and gives nothing back: what it changes there, no one else sees. Return what it computes; state '@unsync blocking' where waiting is what it does.",
        "error 992002 'limit': UNSYNC2002: 'first' can't be moved to a worker: 'limit' is reassigned, and the worker would have a private copy. Pass it as an argument, or make it a constant.",
        "warning 995001 'counted': UNSYNC5001: 'counted' is changed by 'count': every worker has its own. Pass it as an argument and return it where that is not wanted.",
      ]
    `);
  });

  test('follow what is typed', async () => {
    editor.change('main.ts', 'fib(1) + 1', '(await fib(1)) + 1');
    expect(await editor.diagnostics('main.ts')).toEqual([]);
    editor.change('tasks.ts', 'fib(n: number): number {', 'fib(n: number): string {');
    expect(await editor.diagnostics('tasks.ts')).toMatchInlineSnapshot(`
      [
        "error 2322 'n': Type 'number' is not assignable to type 'string'.",
      ]
    `);
    editor.change('tasks.ts', 'fib(n: number): string {', 'fib(n: number): number {');
    expect(await editor.diagnostics('tasks.ts')).toEqual([]);
    // a file gets marks, and loses them
    editor.change('plain.ts', 'export {};', '/** @unsync */\nexport function f() { return 1; }\nf() + 1;');
    expect(await editor.diagnostics('plain.ts')).toMatchInlineSnapshot(`
      [
        "error 2365 'f() + 1': Operator '+' cannot be applied to types 'Unfuture<number>' and '1'.",
      ]
    `);
    editor.change('plain.ts', '/** @unsync */', '');
    expect(await editor.diagnostics('plain.ts')).toEqual([]);
  });

  test("while a marked file can't be parsed, types stay honest", async () => {
    editor.change('tasks.ts', 'return one;', 'return one.;');
    expect(await editor.diagnostics('main.ts')).toEqual([]);
    expect(await editor.diagnostics('tasks.ts', 'syntacticDiagnosticsSync')).toEqual([
      `error 1003 ';': Identifier expected.`,
    ]);
    const { entries } = await editor.ask<{ entries: { name: string }[] }>(
      'completionInfo',
      editor.at('tasks.ts', 'return one.|'),
    );
    expect(entries.map((e) => e.name)).toContain('flatMap');
    editor.change('tasks.ts', 'return one.;', 'return one;');
    expect(await editor.diagnostics('tasks.ts')).toEqual([]);
  });

  test('fixes: await, the kind, the mark, and an argument for what is captured', async () => {
    // as VS Code asks, once for all projects
    const supported = await editor.ask<string[]>('getSupportedCodeFixes', undefined);
    expect(supported).toEqual(expect.arrayContaining(['2365', '992002']));
    editor.change('main.ts', 'console.log((await fib(1)) + 1);', 'export const total = async () => fib(1) + 1;');
    expect(await fixed('main.ts', 2365, "Add 'await'")).toContain("Add 'await'");
    expect(editor.text('main.ts')).toContain('async () => await fib(1) + 1;');
    expect(await editor.diagnostics('main.ts')).toEqual([]);

    const kinds = ["State '@unsync cpu-bound'", "State '@unsync blocking'"];
    expect(await fixed('work.ts', 995011, kinds[1]!)).toEqual([kinds[1]]);
    expect(await fixed('work.ts', 991002, kinds[0]!)).toEqual(kinds);
    expect(await fixed('work.ts', 991013, kinds[1]!)).toEqual(kinds);
    const correct = "Change '@unsnyc' to '@unsync'";
    expect(await fixed('work.ts', 991001, correct)).toEqual([correct]);
    const pass = "Pass 'limit' to 'first' as an argument";
    expect(await fixed('work.ts', 992002, pass)).toEqual([pass]);
    expect(editor.text('work.ts')).toContain(`function first(xs: number[], limit: number): number[] {
  return xs.length > 100 ? first(xs.slice(1), limit) : xs.slice(0, limit);
}
void first([1], limit);`);
    expect((await editor.diagnostics('work.ts')).map((d) => d.slice(0, 24))).toEqual(["warning 995001 'counted'"]);
  });

  test('no fix where it would not be right', async () => {
    const head = 'let limit = 10;\nexport const raise = () => void (limit = 20);\n/** @unsync */\n';
    const body = '(xs: number[]): number[] {\n  return xs.slice(0, limit);\n}\n';
    for (const text of [
      `${head}export function first${body}export const later = first;\n`, // it is called where no one sees
      `${head}function first${body}export const g = (limit: number) => first([limit]);\n`, // another variable there
      `${head}function first(xs: number[], n = limit): number[] {\n  return xs.slice(n);\n}\nvoid first([1]);\n`,
      `${head}function first(xs: number[]): number[] {\n  return cut(xs).slice(0, limit);\n}\nconst cut = (xs: number[]) => xs.slice(limit);\nvoid first([1]);\n`,
    ]) {
      editor.change('plain.ts', editor.text('plain.ts'), text);
      expect(await fixes('plain.ts', 992002), text).toEqual([]);
    }
  });

  test('hints say the kind that was found', async () => {
    const hints = (start: number, length: number) =>
      editor.ask<{ text: string; position: Location }[]>('provideInlayHints', {
        file: editor.file('tasks.ts'),
        start,
        length,
      });
    const whole = await hints(0, tasks.length);
    expect(whole.map((h) => `${h.position.line}:${h.position.offset} ${h.text}`)).toEqual([
      '6:11 cpu-bound',
      '12:12 blocking',
      '17:12 cpu-bound',
      '29:14 cpu-bound',
      '33:14 cpu-bound',
      '39:12 cpu-bound',
    ]);
    expect((await hints(0, tasks.indexOf('countLines'))).map((h) => h.text)).toEqual(['cpu-bound', 'blocking']);
  });

  test('nothing went wrong', () => {
    expect(failures(editor)).toEqual([]);
  });
});

test('without marks, all is as it is without the plugin', async () => {
  const { plugins, ...compilerOptions } = config.compilerOptions;
  const unmarked = (text: string) => text.replaceAll('@unsync', '@other');
  const given = {
    'shapes.ts': files['shapes.ts'],
    'tasks.ts': unmarked(tasks),
    'main.ts': 'import { fib } from "./tasks.js";\nconst n = fib(1) + 1;\nn.then();\nfib(1).r;\n',
  };
  const answers = [true, false].map(async (withPlugin) => {
    const options = withPlugin ? { ...compilerOptions, plugins } : compilerOptions;
    const editor = edit(
      { ...given, 'tsconfig.json': JSON.stringify({ compilerOptions: options }) },
      'main.ts',
      'tasks.ts',
    );
    const file = editor.file('main.ts');
    const at = editor.at('main.ts', 'fib(1) +');
    const asked = [
      editor.ask('semanticDiagnosticsSync', { file }),
      editor.ask('suggestionDiagnosticsSync', { file }),
      editor.ask('quickinfo', at),
      editor.ask('references', at),
      editor.ask('definitionAndBoundSpan', at),
      editor.ask('signatureHelp', editor.at('main.ts', 'fib(|1) +')),
      editor.ask('completionInfo', editor.at('main.ts', 'fib(1).r|')),
      editor.ask('provideInlayHints', { file, start: 0, length: 100 }),
      editor.ask('navtree', { file }),
    ];
    const folder = path.dirname(file);
    return [JSON.stringify(await Promise.all(asked)).replaceAll(folder, ''), failures(editor)];
  });
  const [withPlugin, without] = await Promise.all(answers);
  expect(withPlugin).toEqual(without);
  expect(withPlugin![1]).toEqual([]);
  expect(withPlugin![0]).toContain('toFixed');
});

test('what goes wrong in the plugin is logged, and answered as without it', () => {
  const require = createRequire(import.meta.url);
  const ts = require(path.join(modules, 'typescript')) as typeof import('typescript');
  const plugin = require('../../dist/transformer/hosts/tsserver.js') as (m: { typescript: typeof ts }) => {
    create(info: object): import('typescript').LanguageService;
  };
  const text = '/** @unsync */\nexport function fib(n: number): number {\n  return n;\n}\n';
  const host: import('typescript').LanguageServiceHost = {
    getCompilationSettings: () => ({ noLib: true, types: [] }),
    getScriptFileNames: () => ['/tasks.ts'],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (name === '/tasks.ts' ? ts.ScriptSnapshot.fromString(text) : undefined),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib.d.ts',
    fileExists: (name) => name === '/tasks.ts',
    readFile: () => undefined,
  };
  const languageService = ts.createLanguageService(host);
  const log: string[] = [];
  const decorated = plugin({ typescript: ts }).create({
    config: { name: 'unsync' },
    languageService,
    languageServiceHost: {
      ...host,
      getScriptFileNames: () => {
        throw new Error('out of order');
      },
    },
    project: { projectService: { logger: { info: (message: string) => log.push(message) } } },
  });
  const at = text.indexOf('fib');
  expect(decorated.getQuickInfoAtPosition('/tasks.ts', at)).toEqual(
    languageService.getQuickInfoAtPosition('/tasks.ts', at),
  );
  expect(log).toEqual([expect.stringContaining('unsync: getQuickInfoAtPosition: Error: out of order')]);
});

test('the page says what happens, beside TypeScript 7, too', async () => {
  const page = fs.readFileSync(path.join(repository, 'examples/hosts/editor.md'), 'utf8');
  const all = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)];
  const blocks = (language: string) => all.flatMap(([, of, text]) => (of === language ? [text!] : []));
  const [tsconfig, inVsCode, beside] = blocks('json');
  const [tasksText, mainText] = blocks('ts');
  const [hover, error] = blocks('');
  const given = { 'tsconfig.json': tsconfig!, 'tasks.ts': tasksText!, 'main.ts': mainText! };
  expect(JSON.parse(inVsCode!)['typescript.tsdk']).toBe('node_modules/typescript/lib');
  const folder = project(given, 'module');
  const tsdk = path.join(folder, (JSON.parse(beside!) as Record<string, string>)['typescript.tsdk']!);
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(
    path.join(repository, 'node_modules/typescript-7'),
    path.join(folder, 'node_modules/typescript'),
    'junction',
  );
  fs.symlinkSync(fs.realpathSync(path.join(modules, 'typescript')), path.dirname(tsdk), 'junction');
  const editor = new Editor(folder, path.dirname(tsdk));
  editors.push(editor);
  editor.open('main.ts');
  const at = editor.at('main.ts', `countLines('tasks.ts')`);
  const info = await editor.ask<{ displayString: string; documentation: string }>('quickinfo', at);
  expect(`${info.displayString}\n${info.documentation}\n`).toBe(hover);
  expect(await editor.diagnostics('main.ts')).toEqual([`error 2365 'countLines('tasks.ts') + 1': ${error!.trim()}`]);
});
