/** Phase 7, emit: worker modules of earlier builds, which nothing of this one stands for. */
import * as path from 'node:path';
import type ts from 'typescript';
import type { Disk, MarkedFile, TypeScript } from '../types';
import { isWorkerModule, sourceComment, workerOf } from './output-names';

interface Input {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly files: ReadonlyMap<ts.SourceFile, MarkedFile>;
  readonly disk: Disk;
}

/** Deletes them, once for a program. */
export class StaleOutputs {
  #swept = false;

  constructor(readonly input: Input) {}

  /**
   * Worker modules that this program wrote before, and whose marks or sources are gone. Where a file still has marks,
   * it has been looked at when it is emitted; to look at the others again would take longer than all else.
   */
  sweep(): void {
    const { ts, program, files } = this.input;
    if (this.#swept) return;
    this.#swept = true;
    const sources = program
      .getSourceFiles()
      .filter((f) => !f.isDeclarationFile && !program.isSourceFileFromExternalLibrary(f));
    const live = new Set(sources.filter((f) => files.has(f)).map((f) => workerOf(ts, program, f)));
    const known = new Set(sources.map((f) => f.fileName));
    const options = program.getCompilerOptions();
    const folders = options.outDir
      ? [options.outDir]
      : [...new Set(sources.map((f) => path.posix.dirname(f.fileName)))];
    for (const folder of folders) this.#sweepFolder(folder, !!options.outDir, live, known);
  }

  #sweepFolder(folder: string, deep: boolean, live: ReadonlySet<string>, known: ReadonlySet<string>): void {
    const { disk } = this.input;
    for (const { name, isFolder } of disk.readDirectory(folder)) {
      const full = path.posix.join(folder, name);
      if (isFolder && deep && name !== 'node_modules' && !name.startsWith('.'))
        this.#sweepFolder(full, deep, live, known);
      if (isFolder || live.has(full) || !isWorkerModule(name)) continue;
      this.deleteIf(full, (source) => known.has(source) || !disk.fileExists(source));
    }
  }

  /** Deletes a worker module, if it was made from such a source. */
  deleteIf(name: string, isStale: (source: string) => boolean): void {
    const { disk } = this.input;
    const source = sourceComment.read(name, disk.readFile(name) ?? '');
    if (!source || !isStale(source)) return;
    disk.deleteFile(name);
    if (disk.fileExists(`${name}.map`)) disk.deleteFile(`${name}.map`);
  }
}
