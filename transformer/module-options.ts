/** The compiler options that a module is compiled with for a loader or bundler. */
import type ts from 'typescript';
import type { TypeScript } from './types';

/** What the module is compiled to: `bundler` keeps imports and exports as they are written. */
export type ModuleFormat = 'esm' | 'cjs' | 'bundler';

/** The user's, as far as they say what code means; what they say of files that are written is ours. */
export function optionsFor(
  ts: TypeScript,
  given: ts.CompilerOptions = { strict: true },
  format: ModuleFormat,
  folder: string,
): ts.CompilerOptions {
  const { module: _, outFile: _outFile, rootDir: _rootDir, tsBuildInfoFile: _info, ...options } = given;
  const written = {
    noEmit: false,
    noEmitOnError: false,
    emitDeclarationOnly: false,
    declaration: false,
    declarationMap: false,
    composite: false,
    incremental: false,
    isolatedDeclarations: false,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    // a loader is asked for JavaScript, too
    allowJs: true,
    sourceMap: true,
    inlineSourceMap: false,
    inlineSources: false,
    // a source in JavaScript may not be its own output
    outDir: `${folder}/.unsync`,
  };
  const target = options.target ?? ts.ScriptTarget.ES2022;
  const module = {
    bundler: ts.ModuleKind.Preserve,
    esm: ts.ModuleKind.ESNext,
    cjs: ts.ModuleKind.CommonJS,
  }[format];
  const isOfBundlers = options.moduleResolution === undefined || format === 'bundler';
  const moduleResolution = isOfBundlers ? ts.ModuleResolutionKind.Bundler : options.moduleResolution!;
  return { ...options, ...written, target, module, moduleResolution };
}
