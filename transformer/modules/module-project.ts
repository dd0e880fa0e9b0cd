/** One project, of which the outputs of single files are asked for. */
import * as fs from 'node:fs';
import type ts from 'typescript';
import type { Placement } from '../7-emit/7-emit';
import { isWorkerModule } from '../7-emit/output-names';
import { createDependencies } from '../7-emit/versions';
import type { TypeScript } from '../types';
import type { CompiledModule, Declarations, ModulesOptions } from './compiled-module';
import { emptyMap, type ModuleFormat, type Output, outputOf } from './module-output';
import { createPrograms } from './module-programs';

export type Project = ReturnType<typeof createProject>;

export function createProject(ts: TypeScript, config: string | undefined, { warn, before = [] }: ModulesOptions) {
  /** Files without marks that were checked. */
  const plain = new Set<string>();
  const dependencies = new WeakMap<ts.Program, ReturnType<typeof createDependencies>>();
  const { programFor, anyFor, optionsOf, refresh } = createPrograms(ts, config, plain, warn);
  return { compile, check, declarations, dependenciesOf, resolve, transpile, optionsOf, stateOf: programFor, refresh };

  function compile(file: string, format: ModuleFormat, placement: Placement): CompiledModule | undefined {
    const entry = programFor(file, format);
    const source = entry.program.getSourceFile(file);
    // its syntax is wrong, or what looked like a mark was none
    if (!source || source === entry.original.getSourceFile(file)) return undefined;
    const errors = entry.program
      .getSemanticDiagnostics(source)
      .filter((d) => d.code >= 990000 && d.category === ts.DiagnosticCategory.Error);
    entry.placements.set(source.fileName, placement);
    const written = new Map<string, string>();
    const { diagnostics } = entry.program.emit(source, (name, text) => written.set(name, text), undefined, false, {
      before: [...before],
    });
    const ours = diagnostics.filter((d) => d.code >= 990000);
    const names = [...written.keys()].filter((name) => !name.endsWith('.map'));
    const main = names.find((name) => !isWorkerModule(name));
    const worker = names.find(isWorkerModule);
    const tasks = entry.tasks.get(source.fileName);
    const userText = entry.original.getSourceFile(file)!.text;
    const others = [...plain].filter((name) => !entry.failed.has(name));
    const output = (name: string) => outputOf(written.get(name)!, written.get(`${name}.map`), file, userText);
    return {
      main: main ? output(main) : { code: '', map: emptyMap(file, userText) },
      worker: worker !== undefined && tasks ? { ...output(worker), tasks } : undefined,
      errors: [...errors, ...[source.fileName, ...others].flatMap(entry.futures), ...ours],
      warnings: entry.warnings.filter((warning) => warning.file?.fileName === file),
    };
  }

  function check(file: string): readonly ts.Diagnostic[] {
    plain.add(file);
    // whatever format it will have, its types are the same
    const known = anyFor(file);
    if (!known) return [];
    const found = known.futures(file);
    if (found.length) known.failed.add(file);
    return found;
  }

  function declarations(file: string): Declarations | undefined {
    const { original, program } = programFor(file, 'declarations');
    const source = program.getSourceFile(file);
    if (!source || program === original) return undefined;
    const written = new Map<string, string>();
    const { diagnostics } = program.emit(source, (name, text) => written.set(name, text), undefined, true);
    const name = [...written.keys()].find((key) => !key.endsWith('.map'));
    const map = name && written.get(`${name}.map`);
    const { text } = original.getSourceFile(file)!;
    return { output: outputOf(name ? written.get(name)! : '', map, file, text), errors: diagnostics };
  }

  function dependenciesOf(file: string, format: ModuleFormat): string[] {
    const { original } = programFor(file, format);
    const source = original.getSourceFile(file);
    if (!source) return [file];
    const { configFile } = original.getCompilerOptions() as { configFile?: ts.TsConfigSourceFile };
    const configs = configFile ? [configFile.fileName, ...(configFile.extendedSourceFiles ?? [])] : [];
    if (!dependencies.has(original)) dependencies.set(original, createDependencies(original));
    return [...dependencies.get(original)!(source).map((f) => f.fileName), ...configs];
  }

  function resolve(specifier: string, from: string): string | undefined {
    const found = ts.resolveModuleName(specifier, from, optionsOf('bundler'), ts.sys).resolvedModule;
    return found && !found.isExternalLibraryImport && !/\.d\.[cm]?ts$/.test(found.resolvedFileName)
      ? found.resolvedFileName
      : undefined;
  }

  function transpile(file: string, format: ModuleFormat): Output {
    const text = fs.readFileSync(file, 'utf8');
    const { outputText, sourceMapText } = ts.transpileModule(text, {
      fileName: file,
      compilerOptions: optionsOf(format),
      transformers: { before: [...before] },
    });
    return outputOf(outputText, sourceMapText, file, text);
  }
}
