/** The compiler of a project, for the commands that need one. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { isSupported } from '../syntax/internals';
import type { TypeScript } from '../types';

/** A compiler that JavaScript can call, by a name that it can have beside TypeScript 7. */
const compiler = 'typescript-js@npm:typescript@6';
const run = (...packages: readonly string[]) =>
  `which is not installed here. Run: npm install --save-dev ${packages.join(' ')}`;

/** `does`: what a command does with it, `explain reads the project with`. */
// npm would make its `tsc` the project's, until the next `npm ci`.
export const noCompiler = (does: string): string =>
  `${does} TypeScript's JavaScript compiler, ${run('--no-bin-links', compiler)}`;
export const noNative = (does: string): string => `${does} TypeScript 7, ${run('typescript@7', compiler)}`;

/** Of TypeScript 7, those whose API is known; there is none that stays the same from one to the next. */
const natives = ['7.0', '7.1'];
export const unknownNative = (version: string): string =>
  `TypeScript ${version} is installed here, and is not supported yet: check knows ${natives.join(' and ')}. ` +
  `Run: npm install --save-dev typescript@${natives[0]}`;

/**
 * The project's own, what it has beside a native one (Microsoft's package for that, or an alias in its package.json), or
 * the one that is beside us; nothing, where none is one that JavaScript can call. One that unsync does not work with is
 * found where there is no other, to be called by its name.
 */
export function findCompiler(folder = process.cwd()): TypeScript | undefined {
  let old: TypeScript | undefined;
  for (const { require, name } of candidates(folder)) {
    const ts = quietly(() => require(name) as TypeScript);
    if (!ts?.createSourceFile) continue;
    if (isSupported(ts.version)) return ts;
    old ??= ts;
  }
  return old;
}

export interface Native {
  readonly version: string;
  /** Modules of its API; nothing, where it is not one that check knows. */
  readonly api: { readonly sync: string; readonly fs: string } | undefined;
}

/** TypeScript 7, where the project, or who installed us, has it; one that check knows before others. */
export function findNative(folder = process.cwd()): Native | undefined {
  let other: Native | undefined;
  for (const { require, name } of candidates(folder)) {
    const manifest = quietly(() => require(`${name}/package.json`) as { version: string });
    if (!manifest || !(Number.parseInt(manifest.version, 10) >= 7)) continue;
    const { version } = manifest;
    // 7.1 has dropped the word
    const moduleOf = (part: string) =>
      quietly(() => require.resolve(`${name}/${part}`)) ?? quietly(() => require.resolve(`${name}/unstable/${part}`));
    const [sync, fs] = [moduleOf('sync'), moduleOf('fs')];
    const isKnown = natives.some((known) => version.startsWith(`${known}.`));
    if (isKnown && sync !== undefined && fs !== undefined) return { version, api: { sync, fs } };
    other ??= { version, api: undefined };
  }
  return other;
}

/**
 * By the names that a compiler can have: as the project resolves them, which with pnpm and Yarn is the only one that
 * can, then whoever calls us, then we ourselves.
 */
function* candidates(folder: string): Generator<{ require: NodeJS.Require; name: string }> {
  const project = path.resolve(folder);
  const names = ['typescript', '@typescript/typescript6', ...aliasesAbove(project)];
  for (const from of new Set([path.join(project, 'package.json'), path.resolve('package.json'), __filename]))
    for (const name of names) yield { require: createRequire(from), name };
}

function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    // not installed there
    return undefined;
  }
}

/** Names under which the packages around a folder have TypeScript: `"typescript-js": "npm:typescript@6"`; Yarn's patches, too. */
function aliasesAbove(folder: string): string[] {
  const parent = path.dirname(folder);
  return [...aliasesIn(path.join(folder, 'package.json')), ...(parent === folder ? [] : aliasesAbove(parent))];
}

function aliasesIn(file: string): string[] {
  if (!fs.existsSync(file)) return [];
  try {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, object>;
    return Object.entries({ ...dependencies, ...devDependencies })
      .filter(([, spec]) => /^(?:npm|patch):(?:@typescript\/typescript6|typescript)@/.test(String(spec)))
      .map(([name]) => name);
  } catch {
    // npm would not read it either
    return [];
  }
}
