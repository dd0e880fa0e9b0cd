/** What editors are told while errors are made, and what is offered against them. */
import { beforeAll, describe, expect, test } from 'vitest';
import { edit, failures, files, placesOf, type Span, tasks } from './editing';
import type { Editor, Location } from './tsserver';

describe('errors, while they are made', () => {
  let editor: Editor;
  const work = `let limit = { n: 10 };
export function raise(): void {
  limit = { n: 20 };
}

/** @unsync */
function first(xs: number[]): number[] {
  return xs.length > 100 ? first(xs.slice(1)) : xs.slice(0, limit.n);
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

/** @unsync background idempotent */
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
        "error 991002 '@unsync': UNSYNC1002: 'blocked' is nothing that a mark can state. After '@unsync' stands nothing, or a kind (cpu-bound, blocking, background), 'idempotent', 'untracked', or several of them in that order; options are like { kind: 'blocking', idempotent: true }.",
        "error 991001 '@unsnyc': UNSYNC1001: '@unsnyc' is not a mark. Write '@unsync', or take the tag away.",
        "error 991013 'behind': UNSYNC1013: 'behind' is stated as 'background' but is not asynchronous: it would hold up the loop that they all share. Make it async, or state 'cpu-bound' or 'blocking'.",
        "error 992002 'limit': UNSYNC2002: 'first' can't be moved to a worker: 'limit' is reassigned, and the worker would have a private copy. Pass it as an argument, or make it a constant.",
        "warning 995001 'counted': UNSYNC5001: 'counted' is changed by 'count': every worker has its own. Pass it as an argument and return it where that is not wanted.",
        "warning 995011 'remember': UNSYNC5011: 'remember' computes on another thread and gives nothing back: what it changes there, no one else sees. Return what it computes; state '@unsync blocking' where waiting is what it does.",
      ]
    `);
  });

  test('say why, with the places', async () => {
    type Found = { code: number; relatedInformation?: { message: string; span: Span }[] };
    const found = await editor.ask<Found[]>('semanticDiagnosticsSync', { file: editor.file('work.ts') });
    const related = found.find((d) => d.code === 992002)!.relatedInformation!;
    const places = related.map(({ span, message }) => `${placesOf(editor, [span])[0]}: ${message}`);
    expect(places).toMatchInlineSnapshot(`
      [
        "work.ts:1:5 limit: 'limit' is declared here.",
        "work.ts:8:61 limit: It is used here, in the worker.",
        "work.ts:3:3 limit: It is reassigned here, at line 3, on the caller's thread.",
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
    const repeatable = kinds.map((kind) => `${kind.slice(0, -1)} idempotent'`);
    expect(await fixed('work.ts', 991013, repeatable[1]!)).toEqual(repeatable);
    expect(editor.text('work.ts')).toContain('/** @unsync blocking idempotent */\nexport function behind');
    const correct = "Change '@unsnyc' to '@unsync'";
    expect(await fixed('work.ts', 991001, correct)).toEqual([correct]);
    const pass = "Pass 'limit' to 'first' as an argument";
    expect(await fixed('work.ts', 992002, pass)).toEqual([pass]);
    expect(editor.text('work.ts')).toContain(`function first(xs: number[], limit: { n: number; }): number[] {
  return xs.length > 100 ? first(xs.slice(1), limit) : xs.slice(0, limit.n);
}
void first([1], limit);`);
    expect((await editor.diagnostics('work.ts')).map((d) => d.slice(0, 24))).toEqual(["warning 995001 'counted'"]);
  });

  test('no fix where it would not be right', async () => {
    const head = 'let limit = { n: 10 };\nexport const raise = () => void (limit = { n: 20 });\n/** @unsync */\n';
    const body = '(xs: number[]): number[] {\n  return xs.slice(0, limit.n);\n}\n';
    for (const text of [
      `${head}export function first${body}export const later = first;\n`, // it is called where no one sees
      `${head}function first${body}export const g = (limit: { n: number }) => first([limit.n]);\n`, // another variable there
      `${head}function first(xs: number[], n = limit.n): number[] {\n  return xs.slice(n);\n}\nvoid first([1]);\n`,
      `${head}function first(xs: number[]): number[] {\n  return cut(xs).slice(0, limit.n);\n}\nconst cut = (xs: number[]) => xs.slice(limit.n);\nvoid first([1]);\n`,
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
