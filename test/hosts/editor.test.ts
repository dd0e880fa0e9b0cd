/** What editors are told of a project with marks. */
import { beforeAll, describe, expect, test } from 'vitest';
import { edit, failures, files, placesOf, type Span } from './editing';
import type { Editor } from './tsserver';

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
