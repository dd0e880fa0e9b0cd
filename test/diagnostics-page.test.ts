/**
 * Holds `transformer/DIAGNOSTICS.md` and the table of diagnostics together. Of each section, the files `before` are
 * compiled, and give that code and nothing else, as printed in the block below them (`-u` writes it); the files
 * `after` give nothing at all. A block without a file name is `example.ts`.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';
import { compile, typescript } from './support/compile';

const require = createRequire(import.meta.url);
const { table } = require('../dist/transformer/diagnostics.js') as {
  table: Readonly<Record<string, { readonly code: number }>>;
};
const { createModules } = require('../dist/transformer/modules/modules.js') as {
  createModules(typescript: typeof ts): {
    compile(file: string, format: 'esm', placement: object): { readonly errors: readonly ts.Diagnostic[] };
  };
};
/** What hosts say that compile module by module; tspc has tsc's own errors in their place. */
const ofModules = [3004];
/** Sections that say why they have no example. */
const withoutExample = [1023, 1024, 1025, 5018, 5022, 9001, 9002];

const page = path.resolve(import.meta.dirname, '../transformer/DIAGNOSTICS.md');
const text = fs.readFileSync(page, 'utf8');
const sections = text
  .split(/^(?=### )/m)
  .slice(1)
  .map((section) => ({ section, code: Number(/^### UNSYNC(\d+): \S/.exec(section)?.[1]) }));

fs.mkdirSync(path.join(import.meta.dirname, '../.cache'), { recursive: true });
const root = fs.mkdtempSync(path.join(import.meta.dirname, '../.cache/page-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));
// hosts would take that of this repository, and compile all of it
const nearest = { compilerOptions: { target: 'es2022', lib: ['es2023'], types: ['node'], strict: true }, files: [] };
fs.writeFileSync(path.join(root, 'tsconfig.json'), JSON.stringify(nearest));

interface Example {
  readonly folder: string;
  readonly files: readonly string[];
  /** What its tsconfig.json says, as text. */
  readonly settings: string;
}
/** Writes the files of a section that stand on one side. */
function write(section: string, code: number, side: 'before' | 'after'): Example {
  const folder = path.join(root, `${code}-${side}`);
  fs.mkdirSync(folder);
  const blocks = section.matchAll(new RegExp(`^\`\`\`\\w+ ${side}(?: (\\S+))?\\n((?:.*\\n)*?)\`\`\``, 'gm'));
  const contents = new Map([...blocks].map(([, name = 'example.ts', content]) => [name, content!]));
  const settings = contents.get('tsconfig.json') ?? '{}';
  contents.delete('tsconfig.json');
  if (!contents.size) contents.set('example.ts', 'export {};\n');
  for (const [name, content] of contents) fs.writeFileSync(path.join(folder, name), content);
  return { folder, files: [...contents.keys()].map((name) => path.join(folder, name)), settings };
}
const examples = new Map(
  sections.flatMap(({ section, code }) =>
    (['before', 'after'] as const).map((side) => [`${code} ${side}`, write(section, code, side)]),
  ),
);

/** One program for all examples of the same settings: they are modules. */
const compiled = new Map<string, ReturnType<typeof compile>>();
function compiledWith(settings: string) {
  let known = compiled.get(settings);
  if (known) return known;
  const { compilerOptions = {} } = JSON.parse(settings) as { compilerOptions?: { plugins?: [object] } };
  const { plugins: [plugin] = [{}], ...others } = compilerOptions;
  const options: ts.CompilerOptions = {
    strict: true,
    target: typescript.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: ['node'],
    skipLibCheck: true,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    // whatever the example's resolution
    paths: { unsync: [path.resolve(import.meta.dirname, '../dist/runtime/index.d.ts')] },
    rootDir: root,
    outDir: '/out',
    ...typescript.convertCompilerOptionsFromJson(others, root).options,
  };
  const files = [...examples.values()].filter((e) => e.settings === settings).flatMap((e) => e.files);
  compiled.set(settings, (known = compile(files, options, plugin)));
  return known;
}

/** The same of a host that compiles module by module. */
function loaded(code: number, side: 'before' | 'after') {
  const { files } = examples.get(`${code} ${side}`)!;
  const modules = createModules(typescript);
  const placement = { location: () => 'undefined' };
  return { diagnostics: files.flatMap((file) => modules.compile(file, 'esm', placement).errors), warnings: '' };
}

/** What is said of an example: tsc's errors, each with its chain, then warnings. */
function say(code: number, side: 'before' | 'after') {
  const { folder, settings } = examples.get(`${code} ${side}`)!;
  const { diagnostics, warnings } = ofModules.includes(code) ? loaded(code, side) : compiledWith(settings);
  const host = { getCurrentDirectory: () => folder, getCanonicalFileName: (f: string) => f, getNewLine: () => '\n' };
  const place = ({ file, start }: ts.DiagnosticRelatedInformation) => {
    const { line, character } = typescript.getLineAndCharacterOfPosition(file!, start!);
    return `${path.relative(folder, file!.fileName)}(${line + 1},${character + 1})`;
  };
  const errors = diagnostics
    .filter((d) => !d.file || d.file.fileName.startsWith(`${folder}/`))
    .map(
      (d) =>
        typescript.formatDiagnostic(d, host) +
        (d.relatedInformation ?? []).map((r) => `  ${place(r)}: ${String(r.messageText)}\n`).join(''),
    );
  const relative = `${path.relative(process.cwd(), folder)}/`;
  const warned = warnings
    .split(/(?<=\n)(?! )/)
    .filter((w) => w.startsWith(relative))
    .map((w) => w.replaceAll(relative, ''));
  const said = [...errors, ...warned].join('');
  return { said, codes: [...said.matchAll(/(?:TS|warning UNSYNC)(\d+):/g)].map(([, c]) => Number(c) % 990000) };
}

test('every code has a section, and every section a code', () => {
  const codes = Object.values(table).map((entry) => entry.code);
  const lacking = Object.entries(table).filter(([, { code }]) => !sections.some((s) => s.code === code));
  expect(
    lacking.map(([name, { code }]) => `transformer/DIAGNOSTICS.md has no section '### UNSYNC${code}: …' (${name})`),
  ).toEqual([]);
  expect(sections.filter((s) => !codes.includes(s.code)).map((s) => s.section.split('\n')[0])).toEqual([]);
  expect(sections.map((s) => s.code)).toEqual(codes.toSorted((a, b) => a - b));
});

describe.each(sections.filter(({ code }) => !withoutExample.includes(code)))('UNSYNC$code', ({ section, code }) => {
  test('its example gives just it', () => {
    const { said, codes } = say(code, 'before');
    printed.set(code, said);
    expect(new Set(codes), said).toEqual(new Set([code]));
  });
  test('its fix is one', () => {
    expect(section).toMatch(/^```\w+ after/m);
    expect(say(code, 'after').said).toBe('');
  });
});

const printed = new Map<number, string>();
test('what is printed is what the page says', async () => {
  const actual = sections.map(({ section, code }) =>
    section.replace(/^```text\n(.*\n)*?```/m, () => `\`\`\`text\n${printed.get(code) ?? ''}\`\`\``),
  );
  await expect(text.split(/^(?=### )/m)[0] + actual.join('')).toMatchFileSnapshot(page);
});

test.each(withoutExample)('UNSYNC%i says why it has no example', (code) => {
  expect(sections.find((s) => s.code === code)!.section).toContain('No example:');
});
