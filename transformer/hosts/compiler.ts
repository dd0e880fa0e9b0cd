/** The compiler of a project, for the commands that need one. */
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { TypeScript } from '../types';

/** The project's own, or the one that is beside us; nothing, where neither is one that JavaScript can call. */
export function findCompiler(folder = process.cwd()): TypeScript | undefined {
  for (const from of [path.resolve(folder, 'package.json'), __filename]) {
    try {
      const ts = createRequire(from)('typescript') as Partial<TypeScript>;
      if (ts.createSourceFile) return ts as TypeScript;
    } catch {
      // not installed there
    }
  }
  return undefined;
}
