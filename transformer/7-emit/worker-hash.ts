/** The hash that tells one worker module from another: of its code, and of the project's that it loads, wherever the project is. */
import { createHash } from 'node:crypto';
import * as path from 'node:path';
import type ts from 'typescript';
import { createImports } from '../facts/names/loaded-modules';
import { specifierOf } from '../syntax/imports';
import { resolvedModule, specifiersOf } from '../syntax/internals';
import { isInside } from '../syntax/nodes';
import type { Slice, TypeInfo, TypeScript } from '../types';
import { projectFolder } from './output-names';
import { packageName } from './versions';

/** Everything that code loads: modules of the project, and packages. */
interface Loaded {
  readonly files: readonly ts.SourceFile[];
  readonly packages: readonly string[];
}

/** Gives the hash of the worker module of a file; `code` is without what tsc and unsync write below it. */
export function createWorkerHash(
  ts: TypeScript,
  program: ts.Program,
  types: () => TypeInfo,
): (file: ts.SourceFile, slice: Slice, code: string) => string {
  return hashOf;

  function hashOf(file: ts.SourceFile, slice: Slice, code: string): string {
    const folder = projectFolder(program);
    const first = loadedByWorker(file, slice);
    const packages = new Set(first.packages);
    const reached = new Set(first.files);
    // a Set is walked as it grows
    for (const source of reached) {
      const next = loadedBy(source);
      for (const f of next.files) reached.add(f);
      for (const p of next.packages) packages.add(p);
    }
    const sources = [...reached]
      .map(
        (f) => [path.posix.relative(folder, f.fileName), types().perFile('digest', f, () => digest(f.text))] as const,
      )
      .sort(byName);
    return digest(JSON.stringify([digest(withoutPlace(code, folder)), sources, [...packages].sort()]));
  }

  function loadedByWorker(file: ts.SourceFile, slice: Slice): Loaded {
    const kept = new Set(createImports(ts, types(), program.getCompilerOptions()).keptOf(file, slice).map(specifier));
    const copied: ts.Node[] = [...slice.units];
    for (const { unit, environment } of slice.roots)
      copied.push('mark' in unit ? unit.hiddenNode : unit.argument, ...environment.locals);
    return follow(file, kept, (call) => copied.some((node) => isInside(call, node)));
  }

  function loadedBy(source: ts.SourceFile): Loaded {
    return types().perFile('loaded', source, () => {
      const { importsThatRun } = createImports(ts, types(), program.getCompilerOptions());
      return follow(source, new Set(importsThatRun(source).map(specifier)), () => true);
    });
  }

  /** @param standing the specifiers of imports that are left; `runs` says it of calls of `import` and `require` */
  function follow(source: ts.SourceFile, standing: ReadonlySet<ts.Node>, runs: (call: ts.Node) => boolean): Loaded {
    const found: ts.SourceFile[] = [];
    const packages: string[] = [];
    for (const each of specifiersOf(source)) {
      const isAdded = each.pos < 0; // by tsc: helpers, the runtime of JSX
      if (!standing.has(each) && !isAdded && !(ts.isCallExpression(each.parent) && runs(each.parent))) continue;
      const resolved = resolvedModule(program, each, source);
      const target = resolved && program.getSourceFile(resolved.resolvedFileName);
      if (target && !target.isDeclarationFile && !target.fileName.includes('/node_modules/')) found.push(target);
      else if (resolved?.packageId) packages.push(packageName(resolved.packageId));
    }
    return { files: found, packages };
  }

  function specifier(statement: Parameters<typeof specifierOf>[1]): ts.Node {
    return specifierOf(ts, statement)!;
  }
}

/** JSX of the development runtime names its file. */
const withoutPlace = (code: string, folder: string): string => code.replaceAll(`${folder}/`, '');
export const digest = (text: string): string =>
  createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex').slice(0, 32);
export const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0;
