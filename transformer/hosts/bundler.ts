/** What hosts that bundle have in common: which modules are theirs to load, and what those are compiled to. */
import * as fs from 'node:fs';
import { createModules, isToBeCompiled, type Modules, type Output } from '../modules';
import { findCompiler, noCompiler } from './compiler';
import { type Placement, withChain } from './node-hooks';

export type { Output, Placement };

export interface BundledModules {
  /**
   * JavaScript of a marked file; nothing for a file that unsync has no business with. `location` is asked once at
   * most, and only where calls leave their thread. Throws, with lines and reasons, what makes a mark impossible.
   */
  main(file: string, location: () => string): Output | undefined;
  /** JavaScript of the worker module that belongs to the file. */
  worker(file: string): Output;
  /**
   * A declaration file that does not exist, of a source that does, by the name of the former; nothing where its whole
   * project has no marks.
   */
  declarations(name: string): Output | undefined;
  /** The files that decide what a marked file is compiled to. */
  dependenciesOf(file: string): readonly string[];
  /** Files may have changed. */
  refresh(): void;
}

/** Where the worker module is said to be nowhere, calls run on the caller's thread. */
export const nowhere = (): string => 'undefined';

/**
 * @param root where the compiler is looked for
 * @param warn takes warnings as text, once each; standard error without
 */
export function createBundledModules(root: () => string, warn?: (text: string) => void): BundledModules {
  let made: Modules | undefined;
  return {
    main(file, location) {
      if (!/\.[cm]?[jt]sx?$/.test(file) || !fs.existsSync(file) || !isToBeCompiled(fs.readFileSync(file, 'utf8')))
        return undefined;
      let text: string | undefined;
      return compile(file, { location: () => (text ??= location()) })?.main;
    },
    worker: (file) => compile(file, { location: nowhere })!.worker!,
    declarations,
    dependenciesOf: (file) => made?.dependenciesOf(file, 'bundler') ?? [file],
    refresh: () => made?.refresh(),
  };

  function declarations(name: string): Output | undefined {
    const file = sourceOf(name);
    if (!file) return undefined;
    const declared = modules().declarations(file);
    if (declared?.errors.length)
      throw new Error(declared.errors.map((error) => withChain(modules().ts, error)).join(''));
    return declared?.output;
  }

  function modules(): Modules {
    if (made) return made;
    const ts = findCompiler(root());
    if (!ts) throw new Error(noCompiler('unsync compiles marked files with'));
    return (made = createModules(ts, warn));
  }

  function compile(file: string, placement: Placement) {
    const compiled = modules().compile(file, 'bundler', placement);
    if (compiled?.errors.length)
      throw new Error(compiled.errors.map((error) => withChain(modules().ts, error)).join(''));
    return compiled;
  }
}

/** What the chunk of a file's worker module is named, before a hash. */
export const workerName = (file: string): string => `${file.replace(/^.*[\\/]|\.[cm]?[jt]sx?$/g, '')}.unsync`;

/** `math.mts` for `math.d.mts` */
function sourceOf(declarationFile: string): string | undefined {
  const [, stem, letter] = /^(.*)\.d\.([cm]?)ts$/.exec(declarationFile) ?? [];
  if (stem === undefined || fs.existsSync(declarationFile)) return undefined;
  return ['ts', 'tsx', 'js', 'jsx'].map((kind) => `${stem}.${letter}${kind}`).find((file) => fs.existsSync(file));
}
