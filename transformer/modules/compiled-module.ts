/** The outputs of one module. */
import type ts from 'typescript';
import type { Tasks } from '../7-emit/manifest';
import type { Output } from './module-output';

export interface WorkerOutput extends Output {
  /** The part of it that a manifest says. */
  readonly tasks: Tasks;
}

export interface CompiledModule {
  readonly main: Output;
  /** Absent where nothing in the file leaves its thread. */
  readonly worker: WorkerOutput | undefined;
  /**
   * UNSYNC errors, on the user's lines; those of files that were checked before, too. With any, nothing is to run.
   */
  readonly errors: readonly ts.Diagnostic[];
  /** Findings about differences in a worker that may be meant, which `createModules` gives as text. */
  readonly warnings: readonly ts.Diagnostic[];
}

export interface Declarations {
  readonly output: Output;
  readonly errors: readonly ts.Diagnostic[];
}

export interface ModulesOptions {
  /** Takes the warnings of each file that is compiled, while it is; standard error without. */
  readonly warn?: (text: string) => void;
  /** A host's own transformers. */
  readonly before?: readonly ts.TransformerFactory<ts.SourceFile>[];
}
