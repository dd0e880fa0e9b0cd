/** Compiles with the transformer in this process, the way tspc does: a program in, another program out. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type ts from 'typescript';
import { afterAll } from 'vitest';

const here = createRequire(import.meta.url);
// before the compiler: half of what it takes over so little is V8's to compile it
const { keepAll } = here('./code-cache.cjs') as { keepAll(): void };
afterAll(keepAll);

/** The compiler of the toolchain under test; the matrix names others. */
export const typescript = createRequire(
  path.join(process.env['UNSYNC_TOOLCHAIN'] ?? path.resolve(import.meta.dirname, '../..'), 'package.json'),
)('typescript') as typeof ts;

type TransformProgram = (
  program: ts.Program,
  host: ts.CompilerHost,
  config: object,
  extras: { ts: typeof ts },
) => ts.Program;
export const transformProgram = here('unsync/transformer') as TransformProgram;

export interface Compiled {
  readonly program: ts.Program;
  readonly diagnostics: readonly ts.Diagnostic[];
  /** Warnings, as they go to standard error. */
  readonly warnings: string;
  /** Written files by path, when `write` is off. */
  readonly files: ReadonlyMap<string, string>;
}

/** What comes with the compiler and with Node, by name and options: to read it takes longer than to compile most programs here. */
const shipped = new Map<string, ts.SourceFile | undefined>();
const isShipped = (name: string) =>
  /\/node_modules\/(?:typescript\/lib|@types|undici-types)\/.*\.d\.[cm]?ts$/.test(name);

function createHost(options: ts.CompilerOptions): ts.CompilerHost {
  const host = typescript.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  // of all others a tree may depend on any
  const { configFilePath: _, outDir, rootDir, plugins, paths, noUnusedLocals, ...rest } = options;
  const key = JSON.stringify(rest);
  host.getSourceFile = (name, how, ...others) => {
    if (!isShipped(name)) return getSourceFile(name, how, ...others);
    const own = `${name} ${JSON.stringify(how)} ${key}`;
    if (!shipped.has(own)) shipped.set(own, getSourceFile(name, how, ...others));
    return shipped.get(own);
  };
  return host;
}

export function compile(
  rootNames: readonly string[],
  options: ts.CompilerOptions,
  config: object = {},
  write = false,
): Compiled {
  const host = createHost(options);
  const files = new Map<string, string>();
  if (!write) host.writeFile = (name, text) => void files.set(name, text);
  let warnings = '';
  const stderr = process.stderr.write.bind(process.stderr);
  process.stderr.write = ((chunk: string) => ((warnings += chunk), true)) as typeof process.stderr.write;
  try {
    const program = transformProgram(typescript.createProgram([...rootNames], options, host), host, config, {
      ts: typescript,
    });
    const before = typescript.getPreEmitDiagnostics(program);
    const { diagnostics } = program.emit();
    return {
      program,
      diagnostics: typescript.sortAndDeduplicateDiagnostics([...before, ...diagnostics]),
      warnings,
      files,
    };
  } finally {
    process.stderr.write = stderr;
  }
}

/** Compiles as tsc does, without us; gives what it reports. */
export function compilePlain(rootNames: readonly string[], options: ts.CompilerOptions): readonly ts.Diagnostic[] {
  const program = typescript.createProgram([...rootNames], options, createHost(options));
  return [...typescript.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
}

/** `input.ts(3,17): error UNSYNC1003: …`, with the chain below, relative to a folder. */
export function print(diagnostics: readonly ts.Diagnostic[], folder: string): string {
  const where = (d: ts.DiagnosticRelatedInformation): string => {
    if (!d.file) return '';
    const { line, character } = typescript.getLineAndCharacterOfPosition(d.file, d.start!);
    return `${path.relative(folder, d.file.fileName)}(${line + 1},${character + 1}-${d.start! + d.length! - d.file.getLineStarts()[line]! + 1}): `;
  };
  return diagnostics
    .map((d) => {
      const text = typescript.flattenDiagnosticMessageText(d.messageText, '\n');
      const chain = (d.relatedInformation ?? []).map(
        (r) => `\n  ${where(r)}${typescript.flattenDiagnosticMessageText(r.messageText, '\n')}`,
      );
      return `${where(d)}TS${d.code}: ${text}${chain.join('')}\n`;
    })
    .join('');
}
