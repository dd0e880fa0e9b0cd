/**
 * What is said of futures that are used as values: a row is the body of a function, in which `«…»` stands around
 * what must be found, and nothing else may be.
 */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are programs
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { print, transformProgram, typescript } from './support/compile';

interface Finding {
  readonly span: { readonly start: number; readonly end: number };
  readonly message: string;
}
const { unawaited } = createRequire(import.meta.url)('../dist/transformer/unawaited/unawaited.js') as {
  unawaited(typescript: typeof ts, program: ts.Program, file: ts.SourceFile): readonly Finding[];
};

const marked = `import { unsync } from 'unsync';
/** @unsync */ export function fib(n: number): number { return n; }
/** @unsync */ export function list(n: number): number[] { return [n]; }
/** @unsync */ export function name(): string { return ''; }
/** @unsync */ export function options(): { deep: boolean } { return { deep: true }; }
/** @unsync */ export function maybe(n: number): string | undefined { return n ? '' : undefined; }
/** @unsync */ export const isPrime = (n: number): boolean => n > 1;
/** @unsync */ export const first = <T>(xs: readonly T[]): T => xs[0]!;
/** @unsync */ export async function later(): Promise<number> { return 1; }
/** @unsync */ export function* stream(): Generator<number> { yield 1; }
/** @unsync */ export default function untyped(x: any): any { return x; }
export class Image {
  width = 1;
  /** @unsync */ static size(n: number): number { return n; }
  /** @unsync */ scaled(n: number): number { return this.width * n; }
}
export const wrapped = unsync((n: number): number => n);
`;
const helper = `import { fib } from './marked';\nexport * from './marked';\nexport const start = (n: number) => fib(n);\n`;
const imports =
  `import plain, { fib, first, Image, isPrime, later, list, maybe, name, options, start, stream, wrapped } from './helper';
import type { Unfuture } from 'unsync';
declare function takes(n: number): void;
declare function over(n: number): number;
declare function over(text: string, n: number): string;
declare function same<T>(x: T): T;
declare function keeps(x: unknown): void;
declare const flag: boolean;
declare const cache: Map<unknown, number> & Record<string, number>;
`.replace('import plain, ', "import plain from './marked';\nimport ");
const javaScriptImports = `import plain from './marked';\nimport { fib, Image, isPrime, list, name, options } from './helper';\n`;

/** Wrong in TypeScript, also where nothing is strict. */
const wrong = [
  'return «fib(1)» + 1;',
  'return 1 - «fib(1)»;',
  'return «fib(1)» * «fib(2)»;',
  'return -«fib(1)» < 2;',
  'return «fib(1)» <= 2;',
  'let n = 1; n += «fib(1)»; return n;',
  "return 'n: ' + «fib(1)»;",
  `return \`n: \${«fib(1)»}\`;`,
  'return «fib(1)» === 1;',
  'return «name()» !== `a`;',
  "switch («name()») { case 'a': return 1; default: return 2; }",
  'if («isPrime(7)») return 1;',
  'while («isPrime(7)») break;',
  'for (; «isPrime(7)»; ) break;',
  'return «isPrime(7)» ? 1 : 2;',
  'return !«isPrime(7)»;',
  'return «isPrime(7)» && 1;',
  'if (flag && «isPrime(7)») return 1;',
  'return «list(3)».length;',
  'return «list(3)»[0];',
  'return «options()».deep ? 1 : 2;',
  'return [...«list(3)»];',
  'return Math.max(...«list(3)»);',
  'return { ...«options()» };',
  'for (const n of «list(3)») keeps(n);',
  'const [n] = «list(3)»; return n;',
  'const { deep } = «options()»; return deep;',
  'return cache[«name()»];',
  'return { [«name()»]: 1 };',
  'const n: number = «fib(1)»; return n;',
  'let n = 0; n = «fib(1)»; return n;',
  'takes(«fib(1)»);',
  'over(«fib(1)»);',
  "over('a', «fib(1)»);",
  'takes(«fib("1")», notThere);',
  'if («list(3)».length) return 1;',
  'return «maybe(1)».length;',
  'return Math.max(«fib(1)», 2);',
  'return (): number => «fib(1)»;',
  'return function (): number { return «fib(1)»; };',
  'const o: { n: number } = { n: «fib(1)» }; return o;',
  'const n: number = flag ? «fib(1)» : 1; return n;',
  'return (flag ? «fib(1)» : 2) + 1;',
  'return (fib(1), «fib(1)»)! + 1;',
  'return («fib(1)» ?? 2) + 1;',
  'const n = fib(1); return «n» + 1;',
  'const n = fib(1); takes(«n»); await n;',
  'const ok = isPrime(7); if («ok») return 1;',
  'const xs = list(1); return «xs».length;',
  'const { length } = «list(1)»; return length;',
  'const o = options(); if («o».deep) return 1;',
  'return [2, 3].filter((n) => «isPrime(n)»);',
  'return [2, 3].some((n) => { return «isPrime(n)»; });',
  'return [2, 3].every(«isPrime»);',
  'return «fib.options({ timeout: 1 })(1)» + 1;',
  'return «later()» + 1;',
  'return «Image.size(2)» + 1;',
  'return «new Image().scaled(2)» + 1;',
  'return «first([1])» + 1;',
  'return «wrapped(1)» + 1;',
  'return «start(1)» + 1;',
  'return «same(fib(1))» + 1;',
  'return «plain(1)» + 1;',
  `return \`\${«plain(1)»}\`;`,
  'const all = [1, 2].map((n) => fib(n)); let sum = 0; for (const one of all) sum += «one»; return sum;',
  'const all = [1, 2].map((n) => fib(n)); return «all[0]!» * 2;'.replace('«all[0]!»', '«all[0]»!'),
  'return [1, 2].map(fib).reduce((sum, n) => sum + «n», 0);',
  'return (n: Unfuture<number>) => «n» + 1;',
];

const right = [
  'fib(1);',
  'void fib(1);',
  'flag && fib(1);',
  'flag ? fib(1) : list(1);',
  'return (await fib(1)) + 1;',
  'return fib(1).result() + 1;',
  'return fib.inline(1) + 1;',
  'return fib(1);',
  'return () => fib(1);',
  'return async (): Promise<number> => fib(1);',
  'return async (): Promise<number> => { return fib(1); };',
  'return (): Promise<number> => fib(1);',
  'return fib(1).then((n) => n + 1);',
  'return fib(1).catch(() => 1).finally(() => {});',
  'return fib(1)?.then((n) => n);',
  'return fib(1) ?? 2;',
  'return fib(1).done() ? 1 : fib(1).cancel();',
  'const [a, b] = await Promise.all([fib(1), fib(2)]); return a + b;',
  'for (const n of await Promise.all([1, 2].map((n) => fib(n)))) takes(n);',
  'for (const n of [fib(1), fib(2)]) takes(await n);',
  'for await (const n of [fib(1), fib(2)]) takes(n);',
  'for await (const n of stream()) takes(n);',
  'for await (const n of fib.map([1, 2])) takes(n);',
  'return (await fib.map([1, 2])).length;',
  '[1, 2].forEach((n) => fib(n));',
  '[1, 2].forEach((n) => { fib(n); });',
  'const f: () => void = () => fib(1); f();',
  'setTimeout(() => fib(1), 1);',
  'return [1, 2].map(fib);',
  'return [1, 2].filter(async (n) => await isPrime(n));',
  'return same(fib(1)).then((n) => n + 1);',
  'keeps(fib(1));',
  'console.log(fib(1), JSON.stringify(fib(1)));',
  'return String(fib(1)) + Number(fib(1) as any);',
  'const n: any = fib(1); return n + 1;',
  'const n: unknown = fib(1); return n;',
  'const n: Promise<number> = fib(1); return n;',
  'const n: PromiseLike<number> | number = fib(1); return n;',
  'const n: number | Unfuture<number> = fib(1); return n;',
  'const n: object = fib(1); return n;',
  'const n: Promise<string> = fib(1) as never; return n;',
  'const o: Record<string, Promise<number>> = { n: fib(1) }; return o;',
  'return { n: fib(1), list: [fib(2)] };',
  'cache.set(fib(1), 1); return new Map([[1, fib(1)]]).get(1);',
  'if (cache.has(fib(1))) return 1;',
  'const known = new Map<number, Unfuture<number>>(); const one = known.get(1); if (one) return await one;',
  'const known: Record<string, Unfuture<number> | undefined> = {}; return (known["a"] ??= fib(1));',
  'let running: Unfuture<number> | undefined; running = flag ? fib(1) : undefined; if (running) await running;',
  'const running = fib(1); if (running) return await running;',
  'const running = fib(1); if (!running) return 1; return running.then((n) => n);',
  'const a = fib(1); const b = fib(2); return a === b || a !== undefined || a == null;',
  'return (await Promise.race([fib(1)])) + 1;',
  'return typeof fib(1) === "object" && fib(1) instanceof Promise;',
  'let n: number | Unfuture<number> = fib(1); n = await n; return n + 1;',
  'let n = fib(1); n = (await n) as any; return n + 1;',
  'let n = fib(1) as any; n = await n; return n + 1;',
  'const n: number | Unfuture<number> = flag ? 1 : fib(1); return typeof n === "number" ? n + 1 : n.then((m) => m + 1);',
  'throw fib(1);',
  `return String.raw\`\${fib(1)}\`;`,
  'return new Promise((resolve) => resolve(fib(1)));',
  'return new Promise<number>((resolve) => resolve(fib(1)));',
  'return <T,>(x: T, f: (x: T) => unknown) => f(x);',
  'const n: string = 1; return n;',
  'const n: string = fib(1); return n;',
  'takes(notThere(fib("1")));',
  'return fib(1).notThere;',
  '// @ts-ignore\nreturn fib(1) + 1;',
  '// @ts-expect-error: later\nreturn fib(1) + 1;',
  'return (fib(1) as unknown as { length: number }).length;',
  "const one = fib(1); return 'extra' in one;",
  'return Object.assign(fib(1), { extra: 1 }).extra;',
  'return maybe(1) ?? (await maybe(2));',
  'return [1, 2].sort((a, b) => a - b).find((n) => n === 1);',
  'return function* () { yield fib(1); };',
  'return class { total = fib(1); async twice() { return (await this.total) * 2; } };',
];

const wrongInJavaScript = [
  'return «fib(1)» + 1;',
  `return \`\${«fib(1)»}\`;`,
  'if («isPrime(7)») return 1;',
  'return «list(3)».length;',
  'return [...«list(3)»];',
  'const { deep } = «options()»; return deep;',
  'const n = fib(1); return «n» + 1;',
  'return [2, 3].filter(«isPrime»);',
  'return «Image.size(2)» * 2;',
  'const xs = list(3); return «xs».length;',
  'const x = plain(1); return «x».abort;',
];
const rightInJavaScript = [
  'let n = fib(1); n = await n; return n + 1;',
  `let n; n = fib(1); n = await n; return \`\${n}\`;`,
  'const o = { n: fib(1) }; o.n = await o.n; return o.n + 1;',
  '/** @type {number} */ const n = fib(1); return n;',
  'Math.max(fib(1), 2);',
  'const n = fib(1); if (n.abort) n.abort();',
  'const x = plain(1); if (x.abort) x.abort();',
  'const x = plain(1); x.label = 1; return x.label;',
  'const n = fib(1); n.label = 1; return n;',
  '[1].forEach((n) => fib(n));',
  'const f = (x = fib(1)) => x + 1; return f(1);',
  '// @ts-ignore\nreturn fib(1) + 1;',
];

const folder = fs.mkdtempSync(path.join(import.meta.dirname, '../.cache/unawaited-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The rows of a table as files of one program; gives, for each, what was found, marked in its text. */
function look(rows: readonly string[], extension: string, compilerOptions: ts.CompilerOptions) {
  const home = fs.mkdtempSync(path.join(folder, 'p-'));
  const write = (file: string, text: string) => {
    fs.writeFileSync(path.join(home, file), text);
    return path.join(home, file);
  };
  write('marked.ts', marked);
  write('helper.ts', helper);
  const head = `${extension === 'ts' ? imports : javaScriptImports}export async function test() {\n`;
  const files = rows.map((row, i) => write(`case${i}.${extension}`, `${head}${row.replaceAll(/[«»]/g, '')}\n}\n`));
  const options: ts.CompilerOptions = {
    target: typescript.ScriptTarget.ES2022,
    lib: ['lib.esnext.d.ts'],
    types: ['node'],
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    allowJs: true,
    outDir: path.join(home, 'out'),
    ...compilerOptions,
  };
  const host = typescript.createCompilerHost(options);
  const original = typescript.createProgram(files, options, host);
  const program = transformProgram(original, host, {}, { ts: typescript });
  const found = files.map((file) => unawaited(typescript, program, program.getSourceFile(file)!));
  const marks = (row: string, findings: readonly Finding[]) => {
    const at = findings.flatMap(({ span }) => [
      { offset: span.start - head.length, mark: '«' },
      { offset: span.end - head.length, mark: '»' },
    ]);
    let text = row;
    for (const { offset, mark } of at.sort((a, b) => b.offset - a.offset))
      text = text.slice(0, offset) + mark + text.slice(offset);
    return text;
  };
  return {
    program,
    messages: found.map((findings) => findings.map((f) => f.message)),
    texts: rows.map((row, i) => marks(row.replaceAll(/[«»]/g, ''), found[i]!)),
  };
}

describe.each([
  ['strict', { strict: true }],
  ['strict and stricter', { strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true }],
  ['not strict', { strict: false }],
])('TypeScript, %s', (_, options) => {
  let texts: readonly string[];
  beforeAll(() => ({ texts } = look([...wrong, ...right], 'ts', options)));
  test.each([...wrong, ...right].map((row, i) => [row, i] as const))('%s', (row, i) => {
    expect(texts[i]).toBe(row);
  });
});

describe('JavaScript', () => {
  let texts: readonly string[];
  const rows = [...wrongInJavaScript, ...rightInJavaScript];
  beforeAll(() => ({ texts } = look(rows, 'js', {})));
  test.each(rows.map((row, i) => [row, i] as const))('%s', (row, i) => {
    expect(texts[i]).toBe(row);
  });
});

describe('of one program', () => {
  const rows = [
    `/** @unsync */ function twice(n: number): number { return «fib(n)» * 2; }
/** @unsync */ function rec(n: number): number { return n < 1 ? 0 : rec(n - 1) + 1; }
return [twice, rec];`,
    'return «start(1)».toFixed();',
    'return [2].filter(«isPrime»);',
  ];
  let looked: ReturnType<typeof look>;
  beforeAll(() => (looked = look(rows, 'ts', { strict: true })) && undefined);

  test('marked functions that use each other, and themselves', () => {
    expect(looked.texts).toEqual(rows);
  });

  test('says what, why, and what to do', () => {
    expect(looked.messages.flat()).toEqual([
      "'fib(n)' is a future here, since 'fib' is marked: '*' needs a value. Await it, or wait for what it gives with 'result()'.",
      "'start(1)' is a future here: it has no 'toFixed'. Await it, or wait for what it gives with 'result()'.",
      "'isPrime(…)' is a future here, since 'isPrime' is marked: as the answer to a condition it is always true. Await it, or wait for what it gives with 'result()'.",
    ]);
  });

  test('where types are reported, tsc says it alone', () => {
    const errors = looked.program.getSemanticDiagnostics();
    expect(print(errors, folder)).toContain("Property 'toFixed' does not exist on type 'Unfuture<number>'.");
    expect(errors.map((d) => d.code).filter((code) => code === 993004)).toEqual([]);
  });
});
