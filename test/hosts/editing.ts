/** Projects in a real tsserver, with the plugin of their tsconfig. */
import path from 'node:path';
import { afterAll } from 'vitest';
import { modules, project } from './project';
import { Editor, type Location } from './tsserver';

export const config = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noUnusedLocals: true,
    types: ['node'],
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  },
};
export const tasks = `import { readFileSync } from 'node:fs';
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
export const files = {
  'tsconfig.json': JSON.stringify(config),
  'tasks.ts': tasks,
  'main.ts': main,
  'shapes.ts': 'export interface Point {\n  x: number;\n}\nexport const points: Point[] = [{ x: 1 }];\n',
};

export interface Span {
  readonly file: string;
  readonly start: Location;
  readonly end: Location;
}
export const editors: Editor[] = [];
afterAll(() => Promise.all(editors.map((e) => e.close())));
export function edit(given: Readonly<Record<string, string>>, ...opened: string[]): Editor {
  const editor = new Editor(project(given, 'module'), path.join(modules, 'typescript'));
  editors.push(editor);
  editor.open(...opened);
  return editor;
}

/** `main.ts:3:5 fib` of each place, in order. */
export const placesOf = (editor: Editor, spans: readonly Span[]): string[] =>
  spans
    .map(({ file, start, end }) => {
      const name = path.basename(file);
      return `${name}:${start.line}:${start.offset} ${editor.between(name, start, end)}`;
    })
    .sort();

export const failures = (editor: Editor): string[] => editor.log.match(/unsync: .*(?:\n +at .*)*/g) ?? [];
