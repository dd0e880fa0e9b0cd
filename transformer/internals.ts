/** What TypeScript has and does not declare, where more than one file reaches for it. */
import type { TypeScript } from './types';

/** The first position at or after `at` that is neither space nor comment. */
export function skipTrivia(ts: TypeScript, text: string, at: number): number {
  return (ts as unknown as { skipTrivia(text: string, at: number): number }).skipTrivia(text, at);
}

/** `createProgram` as TypeScript has it: ts-patch replaces it, and would call the transformer again. */
export function createProgramOf(ts: TypeScript): TypeScript['createProgram'] {
  return (
    (ts as unknown as { originalCreateProgram?: TypeScript['createProgram'] }).originalCreateProgram ?? ts.createProgram
  );
}
