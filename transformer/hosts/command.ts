/** Common parts of the commands that read a project: where they find it, and how they speak. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import type { TypeScript } from '../types';

/** Exit code of every command that finds no compiler, or none that it works with: it has looked at nothing. */
export const NO_COMPILER = 1;

export interface Output {
  out(text: string): void;
  err(text: string): void;
  readonly colours: boolean;
}

/** The tsconfig.json that is named, or that is in the folder that is named. */
export function configFile(project: string): string | undefined {
  const full = path.resolve(project);
  const file = fs.existsSync(full) && fs.statSync(full).isDirectory() ? path.join(full, 'tsconfig.json') : full;
  return fs.existsSync(file) ? file.split(path.sep).join('/') : undefined;
}

/** Findings as tsc prints them. */
export function print(ts: TypeScript, found: readonly ts.Diagnostic[], colours = false): string {
  const host: ts.FormatDiagnosticsHost = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  };
  return colours ? ts.formatDiagnosticsWithColorAndContext(found, host) : ts.formatDiagnostics(found, host);
}

/** A path as commands name it. */
export const relative = (file: string): string => path.relative(process.cwd(), file).split(path.sep).join('/');
