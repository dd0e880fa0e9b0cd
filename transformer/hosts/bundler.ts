/** What hosts that bundle have in common: which modules are theirs to load, and what those are compiled to. */
import * as fs from 'node:fs';
import type { Diagnostic } from 'typescript';
import { createModules, isToBeCompiled, type Modules, type Output } from '../modules';
import { findCompiler, noCompiler } from './compiler';
import { type Placement, withChain } from './node-hooks';

export type { Output, Placement };

export interface BundledModules {
  /**
   * JavaScript of a marked file; nothing for a file that unsync has no business with, so ask of every file that is
   * loaded. `location` is asked once at most, and only where calls leave their thread. Throws, with lines and reasons,
   * what makes a mark impossible, and uses of futures as values.
   */
  main(file: string, location: () => string): Output | undefined;
  /** JavaScript of the worker module that belongs to the file. */
  worker(file: string): Output;
  /** Files may have changed. */
  refresh(): void;
}

/** Where the worker module is said to be nowhere, calls run on the caller's thread. */
export const nowhere = (): string => 'undefined';

/** @param root where the compiler is looked for */
export function createBundledModules(root: () => string): BundledModules {
  let made: Modules | undefined;
  /** Files without marks that were loaded before there was a reason to look at them. */
  const early: string[] = [];
  return {
    main(file, location) {
      if (!/\.[cm]?[jt]sx?$/.test(file) || !fs.existsSync(file)) return undefined;
      let text: string | undefined;
      const isOurs = isToBeCompiled(fs.readFileSync(file, 'utf8'));
      const compiled = isOurs ? compile(file, { location: () => (text ??= location()) }) : undefined;
      if (!compiled && made) throwErrors(made.check(file));
      else if (!compiled) early.push(file);
      return compiled?.main;
    },
    worker: (file) => compile(file, { location: nowhere })!.worker!,
    refresh: () => made?.refresh(),
  };

  function modules(): Modules {
    if (made) return made;
    const ts = findCompiler(root());
    if (!ts) throw new Error(noCompiler('unsync compiles marked files with'));
    made = createModules(ts);
    for (const file of early) made.check(file);
    return made;
  }

  function compile(file: string, placement: Placement) {
    const compiled = modules().compile(file, 'bundler', placement);
    if (compiled) throwErrors(compiled.errors);
    return compiled;
  }

  function throwErrors(errors: readonly Diagnostic[]): void {
    if (errors.length) throw new Error(errors.map((error) => withChain(modules().ts, error)).join(''));
  }
}

/** What the chunk of a file's worker module is named, before a hash. */
export const workerName = (file: string): string => `${file.replace(/^.*[\\/]|\.[cm]?[jt]sx?$/g, '')}.unsync`;
