/**
 * The work of hosts that compile module by module: loaders and bundlers. They ask for the outputs of one file; behind
 * that stands the program of the project that the file belongs to, since types decide what can be moved.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { mayHaveMarks } from '../1-find/1-find';
import type { Placement } from '../7-emit/7-emit';
import { isWorkerModule } from '../7-emit/output-names';
import type { TypeScript } from '../types';
import type { CompiledModule, Declarations, ModulesOptions } from './compiled-module';
import type { ModuleFormat, Output } from './module-output';
import { configOf } from './module-programs';
import { createProject, type Project } from './module-project';

export type { CompiledModule, Declarations, ModulesOptions, WorkerOutput } from './compiled-module';
export type { ModuleFormat, Output } from './module-output';

export interface Modules {
  readonly ts: TypeScript;
  /** Nothing, for a file that unsync has no business with. */
  compile(file: string, format: ModuleFormat, placement: Placement): CompiledModule | undefined;
  /** The declaration file of a source, marked or not; nothing where its whole project has no marks. */
  declarations(file: string): Declarations | undefined;
  /** The files that outputs of a marked file depend on: its kinds, and what is refused, are decided by others, too. */
  dependenciesOf(file: string, format: ModuleFormat): readonly string[];
  /**
   * Wrong uses of futures in a file without marks. Nothing is known before a marked file of its
   * project is compiled, and no future is there: `compile` then answers for the files that were checked before it.
   */
  check(file: string): readonly ts.Diagnostic[];
  /** TypeScript's own answer to where an import leads: path aliases, files without their extension. */
  resolve(specifier: string, from: string): string | undefined;
  /** JavaScript of a file without marks, for loaders where nobody else strips types. */
  transpile(file: string, format: ModuleFormat): Output;
  /** Options that this depends on, beside the text of the file. */
  optionsOf(file: string, format: ModuleFormat): ts.CompilerOptions;
  /** Stays the same object as long as nothing changes that the outputs of a marked file depend on. */
  stateOf(file: string, format: ModuleFormat): object;
  /** Files may have changed. */
  refresh(): void;
}

export function createModules(ts: TypeScript, options: ModulesOptions = {}): Modules {
  const projects = new Map<string, Project>();
  const projectOf = (file: string): Project => {
    const config = configOf(ts, file);
    const key = config ?? '';
    let project = projects.get(key);
    if (!project) projects.set(key, (project = createProject(ts, config, options)));
    return project;
  };
  return {
    ts,
    compile(file, format, placement) {
      const name = slashes(file);
      if (!isSource(name) || !isToBeCompiled(fs.readFileSync(name, 'utf8'))) return undefined;
      return projectOf(name).compile(name, format, placement);
    },
    declarations: (file) => projectOf(slashes(file)).declarations(slashes(file)),
    dependenciesOf: (file, format) => projectOf(slashes(file)).dependenciesOf(slashes(file), format),
    check(file) {
      const name = slashes(file);
      return isSource(name) && mayUse(fs.readFileSync(name, 'utf8')) ? projectOf(name).check(name) : [];
    },
    resolve: (specifier, from) => projectOf(slashes(from)).resolve(specifier, slashes(from)),
    transpile: (file, format) => projectOf(slashes(file)).transpile(slashes(file), format),
    optionsOf: (file, format) => projectOf(slashes(file)).optionsOf(format),
    stateOf: (file, format) => projectOf(slashes(file)).stateOf(slashes(file), format),
    refresh() {
      for (const project of projects.values()) project.refresh();
    },
  };
}

/** Holds where a text may have marks, and is not an output of ours, whose comments stay. */
export const isToBeCompiled = (text: string): boolean => mayHaveMarks(text) && !isCompiled(text);
const isCompiled = (text: string): boolean => /["']unsync\/task["']/.test(text);
/** A module that imports nothing has no futures. */
const mayUse = (text: string): boolean => /\b(?:import|require)\b/.test(text) && !isCompiled(text);

const slashes = (file: string): string => file.split(path.sep).join('/');
const isSource = (file: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(file) &&
  !/\.d\.[cm]?ts$/.test(file) &&
  !/\/node_modules\//.test(file) &&
  !isWorkerModule(file);
