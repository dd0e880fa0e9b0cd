/** Common parts of hosts that bundle: which modules are theirs to load, and what those are compiled to. */
import * as fs from 'node:fs';
import type { Diagnostic, DiagnosticRelatedInformation } from 'typescript';
import { createModules, isToBeCompiled, type Modules, type Output, type WorkerOutput } from '../../modules/modules';
import type { TypeScript } from '../../types';
import { findCompiler, noCompiler } from '../compiler';
import { type Placement, withChain } from '../loaders/node-hooks';

export type { Output, Placement };

export interface BundledModules {
  /**
   * JavaScript of a marked file; nothing for a file that unsync has no business with, so ask of every file that is
   * loaded. `location` is asked once at most, and only where calls leave their thread. Throws `Refused` where a mark is
   * impossible, and where a future is used as a value.
   */
  main(file: string, location: () => string): Main | undefined;
  /** JavaScript of the worker module that belongs to the file. */
  worker(file: string): WorkerOutput;
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

export interface Main extends Output {
  readonly warnings: readonly Finding[];
}

/** A finding at a place in the user's text, for bundlers that show code themselves. */
export interface Finding {
  readonly text: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 0, in UTF-16 units, as the length, which ends with the line. */
  readonly column: number;
  readonly length: number;
  readonly lineText: string;
  /** How it came to that. */
  readonly chain: readonly Finding[];
}

/** Errors in a file: as tsc prints them, and in parts. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly findings: readonly Finding[],
  ) {
    super(message);
  }
}

/** Where the worker module is said to be nowhere, calls run on the caller's thread. */
export const nowhere = (): string => 'undefined';

/**
 * @param root where the compiler is looked for
 * @param warn takes warnings as text, once each; standard error without
 */
export function createBundledModules(root: () => string, warn?: (text: string) => void): BundledModules {
  let made: Modules | undefined;
  /** Files without marks that were loaded before there was a reason to look at them. */
  const early: string[] = [];
  return {
    main(file, location) {
      if (!/\.[cm]?[jt]sx?$/.test(file) || !fs.existsSync(file)) return undefined;
      let text: string | undefined;
      const isOurs = isToBeCompiled(fs.readFileSync(file, 'utf8'));
      const compiled = isOurs ? compile(file, { location: () => (text ??= location()) }) : undefined;
      if (compiled) return { ...compiled.main, warnings: compiled.warnings.map((w) => findingOf(modules().ts, w)) };
      if (made) refuse(made.check(file));
      else early.push(file);
      return undefined;
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
    if (declared) refuse(declared.errors);
    return declared?.output;
  }

  function modules(): Modules {
    if (made) return made;
    const ts = findCompiler(root());
    if (!ts) throw new Error(noCompiler('unsync compiles marked files with'));
    made = createModules(ts, warn && { warn });
    for (const file of early) made.check(file);
    return made;
  }

  function compile(file: string, placement: Placement) {
    const compiled = modules().compile(file, 'bundler', placement);
    if (compiled) refuse(compiled.errors);
    return compiled;
  }

  function refuse(errors: readonly Diagnostic[]): void {
    if (!errors.length) return;
    const { ts } = modules();
    const text = errors.map((error) => withChain(ts, error)).join('');
    throw new Refused(
      text,
      errors.map((error) => findingOf(ts, error)),
    );
  }
}

/** The name of the chunk of a file's worker module, before a hash. */
export const workerName = (file: string): string =>
  `${file.replace(/^.*[\\/]|(?:\.unsync)?\.[cm]?[jt]sx?$/g, '')}.unsync`;

/** `math.mts` for `math.d.mts` */
function sourceOf(declarationFile: string): string | undefined {
  const [, stem, letter] = /^(.*)\.d\.([cm]?)ts$/.exec(declarationFile) ?? [];
  if (stem === undefined || fs.existsSync(declarationFile)) return undefined;
  return ['ts', 'tsx', 'js', 'jsx'].map((kind) => `${stem}.${letter}${kind}`).find((file) => fs.existsSync(file));
}

function findingOf(ts: TypeScript, found: Diagnostic | DiagnosticRelatedInformation): Finding {
  const file = found.file!;
  const start = found.start!;
  const { line, character } = ts.getLineAndCharacterOfPosition(file, start);
  const lineText = /^.*/.exec(file.text.slice(start - character))![0];
  return {
    text: ts.flattenDiagnosticMessageText(found.messageText, '\n'),
    file: file.fileName,
    line: line + 1,
    column: character,
    length: Math.min(found.length!, lineText.length - character),
    lineText,
    chain: ('relatedInformation' in found ? (found.relatedInformation ?? []) : []).map((r) => findingOf(ts, r)),
  };
}
