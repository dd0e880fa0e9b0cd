/** The options that modules compiled one by one are written with, and what is made of tsc's outputs. */
import * as path from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from '../types';
import type { SourceMap } from './source-map';

export interface Output {
  readonly code: string;
  /** Of version 3, with the source by its absolute path, and its text. */
  readonly map: SourceMap;
}

/** The format that the module is compiled to: `bundler` keeps imports and exports as they are written. */
export type ModuleFormat = 'esm' | 'cjs' | 'bundler';

/** The kind of output: JavaScript, or declaration files. */
export type OutputFormat = ModuleFormat | 'declarations';

/** The user's, as far as they say what code means; what they say of files that are written is ours. */
export function optionsFor(
  ts: TypeScript,
  given: ts.CompilerOptions = { strict: true },
  format: OutputFormat,
  folder: string,
): ts.CompilerOptions {
  const { module: _, outFile: _outFile, rootDir: _rootDir, tsBuildInfoFile: _info, ...options } = given;
  const written = {
    noEmit: false,
    noEmitOnError: false,
    emitDeclarationOnly: format === 'declarations',
    declaration: format === 'declarations',
    declarationMap: format === 'declarations',
    composite: false,
    incremental: false,
    isolatedDeclarations: false,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    // a loader is asked for JavaScript, too
    allowJs: true,
    sourceMap: format !== 'declarations',
    inlineSourceMap: false,
    inlineSources: false,
    // a source in JavaScript may not be its own output
    outDir: `${folder}/.unsync`,
  };
  const target = options.target ?? ts.ScriptTarget.ES2022;
  const module = {
    bundler: ts.ModuleKind.Preserve,
    declarations: ts.ModuleKind.Preserve,
    esm: ts.ModuleKind.ESNext,
    cjs: ts.ModuleKind.CommonJS,
  }[format];
  const isOfBundlers = options.moduleResolution === undefined || module === ts.ModuleKind.Preserve;
  const moduleResolution = isOfBundlers ? ts.ModuleResolutionKind.Bundler : options.moduleResolution!;
  return { ...options, ...written, target, module, moduleResolution };
}

export const emptyMap = (file: string, text: string): SourceMap => ({
  version: 3,
  file: path.posix.basename(file),
  sources: [file],
  sourcesContent: [text],
  names: [],
  mappings: '',
});

export function outputOf(code: string, map: string | undefined, file: string, text: string): Output {
  const { mappings, names } = JSON.parse(map ?? '{ "mappings": "", "names": [] }') as SourceMap;
  const bare = code.replace(/^\/\/# (?:unsyncSource|sourceMappingURL)=.*$\n?/gm, '');
  return { code: bare, map: { ...emptyMap(file, text), mappings, names } };
}
