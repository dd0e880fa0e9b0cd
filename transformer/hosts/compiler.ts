/** The compiler of a project, for the commands that need one. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { TypeScript } from '../types';

/** A compiler that JavaScript can call, by a name that it can have beside TypeScript 7. */
const compiler = 'typescript-js@npm:typescript@6';
const run = (...packages: readonly string[]) =>
  `which is not installed here. Run: npm install --save-dev ${packages.join(' ')}`;

/** `does`: what a command does with it, `explain reads the project with`. */
export const noCompiler = (does: string): string => `${does} TypeScript's JavaScript compiler, ${run(compiler)}`;
export const noNative = (does: string): string => `${does} TypeScript 7, ${run('typescript@7', compiler)}`;

/**
 * The project's own, what it has beside a native one (Microsoft's package for that, or an alias in its package.json), or
 * the one that is beside us; nothing, where none is one that JavaScript can call.
 */
export function findCompiler(folder = process.cwd()): TypeScript | undefined {
  return find(folder, (require, name) => {
    const ts = require(name) as Partial<TypeScript>;
    return ts.createSourceFile ? (ts as TypeScript) : undefined;
  });
}

/** Where TypeScript 7 has its API, if the project, or who installed us, has that. */
export function findNative(folder = process.cwd()): string | undefined {
  return find(folder, (require, name) => require.resolve(`${name}/unstable/sync`));
}

function find<T>(folder: string, look: (require: NodeJS.Require, name: string) => T | undefined): T | undefined {
  const names = ['typescript', '@typescript/typescript6', ...aliasesAbove(path.resolve(folder))];
  for (const from of [path.resolve(folder, 'package.json'), __filename]) {
    for (const name of names) {
      try {
        const found = look(createRequire(from), name);
        if (found) return found;
      } catch {
        // not installed there
      }
    }
  }
  return undefined;
}

/** Names under which the packages around a folder have TypeScript: `"typescript-js": "npm:typescript@6"`. */
function aliasesAbove(folder: string): string[] {
  const parent = path.dirname(folder);
  return [...aliasesIn(path.join(folder, 'package.json')), ...(parent === folder ? [] : aliasesAbove(parent))];
}

function aliasesIn(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  try {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, object>;
    return Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, spec]) => /^npm:(?:@typescript\/typescript6|typescript)@/.test(String(spec)))
      .map(([name]) => name);
  } catch {
    // npm would not read it either
    return [];
  }
}
