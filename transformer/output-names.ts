/** Where outputs go and what they are called. */
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from './types';

/** `math.js` → `math.unsync.js`, in letters that every file system and URL takes, and of bounded length. */
export function workerName(mainName: string): string {
  const extension = path.posix.extname(mainName);
  const base = mainName.slice(0, -extension.length);
  const plain = base.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 120);
  const hash = plain === base ? '' : `-${createHash('sha256').update(base).digest('hex').slice(0, 8)}`;
  return `${plain}${hash}.unsync${extension}`;
}

export const isWorkerModule = (name: string): boolean => /\.unsync\.[cm]?jsx?$/.test(name);

/** The last line of a worker module says which source it was made from, so that it can go when that goes. */
export function sourceComment(workerFile: string, source: string): string {
  return `//# unsyncSource=${encodeURI(path.posix.relative(path.posix.dirname(workerFile), source))}`;
}
sourceComment.read = (workerFile: string, text: string): string | undefined => {
  const written = /^\/\/# unsyncSource=(\S+)\r?$/m.exec(text)?.[1];
  return written === undefined ? undefined : path.posix.join(path.posix.dirname(workerFile), decodeURI(written));
};

/** The file that tsc writes a source to. */
export function outputOf(ts: TypeScript, program: ts.Program, file: ts.SourceFile): string {
  const options = program.getCompilerOptions();
  const extension = /\.mts$|\.mjs$/.test(file.fileName)
    ? '.mjs'
    : /\.cts$|\.cjs$/.test(file.fileName)
      ? '.cjs'
      : /x$/.test(file.fileName) && options.jsx === ts.JsxEmit.Preserve
        ? '.jsx'
        : '.js';
  const changed = file.fileName.replace(/\.[cm]?[jt]sx?$/, extension);
  if (!options.outDir) return changed;
  const { getCommonSourceDirectory } = program as unknown as { getCommonSourceDirectory(): string };
  return path.posix.join(options.outDir, path.posix.relative(getCommonSourceDirectory.call(program), changed));
}
