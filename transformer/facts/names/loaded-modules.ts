/** Follows the imports of a module: which of them tsc leaves standing, and what loading them loads. */
import * as path from 'node:path';
import type ts from 'typescript';
import { bindingsOf, type Import, specifierOf } from '../../syntax/imports';
import type { Slice, TypeInfo, TypeScript } from '../../types';
import { withoutExtension } from './origins';
import { forEachReference } from './references';

export function createImports(ts: TypeScript, types: TypeInfo, options: ts.CompilerOptions) {
  return { importsThatRun, valuesUsedIn, keptOf, loadedBy, pathTo, specifierFor };

  /** The imports by which loading the module `from` loads `file`, none where it is the same; undefined if it does not. */
  function pathTo(
    file: ts.SourceFile,
    from: ts.SourceFile | undefined,
    seen = new Set<ts.SourceFile>(),
  ): Import[] | undefined {
    if (from === file) return [];
    if (!from || from.isDeclarationFile || seen.has(from)) return undefined;
    seen.add(from);
    for (const next of importsThatRun(from)) {
      const rest = pathTo(file, types.moduleOf(specifierOf(ts, next)!), seen);
      if (rest) return [next, ...rest];
    }
    return undefined;
  }

  /** The imports of a file that its worker module has, too. */
  function keptOf(file: ts.SourceFile, slice: Slice): Import[] {
    return importsOf(file).filter((s) =>
      ts.isImportDeclaration(s)
        ? !s.importClause || bindingsOf(ts, s).some((b) => slice.imports.has(b))
        : slice.imports.has(s),
    );
  }

  /** The project's modules that the worker module of a file loads. */
  function loadedBy(file: ts.SourceFile, slice: Slice): ReadonlySet<ts.SourceFile> {
    const loaded = new Set<ts.SourceFile>();
    const load = (links: readonly Import[]): void => {
      for (const link of links) {
        const target = types.moduleOf(specifierOf(ts, link)!);
        if (!target || target.isDeclarationFile || loaded.has(target)) continue;
        loaded.add(target);
        load(importsThatRun(target));
      }
    };
    load(keptOf(file, slice));
    return loaded;
  }

  // given: import { load } from './data/db.js', which imports '../errors.js'; produces: './errors.js'
  /** The name by which a file may import a module that its worker module loads, as those that import it write theirs. */
  function specifierFor(module: ts.SourceFile, file: ts.SourceFile, slice: Slice): string | undefined {
    for (const link of keptOf(file, slice)) {
      const rest = pathTo(module, types.moduleOf(specifierOf(ts, link)!));
      if (!rest) continue;
      const names = [link, ...rest].map((each) => specifierOf(ts, each)!.text);
      if (!names.every((name) => /^\.\.?\//.test(name))) continue;
      const joined = names.reduce((from, name) => path.posix.join(path.posix.dirname(from), name), '');
      const found = path.posix.join(path.posix.dirname(file.fileName), joined);
      if (withoutExtension(found) !== withoutExtension(module.fileName)) continue;
      return joined.startsWith('../') ? joined : `./${joined}`;
    }
    return undefined;
  }

  function importsOf(source: ts.SourceFile): Import[] {
    return source.statements.filter(
      (s): s is Import =>
        (ts.isImportDeclaration(s) || ts.isExportDeclaration(s) || ts.isImportEqualsDeclaration(s)) &&
        !!specifierOf(ts, s),
    );
  }

  /** Those that tsc leaves standing. */
  function importsThatRun(source: ts.SourceFile): Import[] {
    const used = valuesUsedIn(source);
    return importsOf(source).filter((s) => runs(s, used));
  }

  /** Holds where it imports nothing, or something that is used as a value. */
  function runs(s: Import, used: ReadonlySet<ts.Node>): boolean {
    if (ts.isExportDeclaration(s))
      return !s.isTypeOnly && !(s.exportClause && ts.isNamedExports(s.exportClause) && onlyTypes(s.exportClause));
    if (ts.isImportEqualsDeclaration(s)) return !s.isTypeOnly && used.has(s);
    if (!s.importClause) return true;
    if (s.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
    return !!options.verbatimModuleSyntax || bindingsOf(ts, s).some((b) => used.has(b));
  }

  function onlyTypes({ elements }: ts.NamedExports): boolean {
    const isType = (d: ts.Declaration) => ts.isInterfaceDeclaration(d) || ts.isTypeAliasDeclaration(d);
    return elements.every((e) => e.isTypeOnly || types.targetsOf(e.name).every(isType));
  }

  function valuesUsedIn(source: ts.SourceFile): ReadonlySet<ts.Node> {
    return types.perFile('values used', source, () => findValuesUsedIn(source));
  }

  function findValuesUsedIn(source: ts.SourceFile): Set<ts.Node> {
    const used = new Set<ts.Node>();
    const add = (id: ts.Identifier) => types.declarationsOf(id).forEach((d) => used.add(d));
    forEachReference(ts, source, add);
    for (const s of source.statements)
      if (ts.isExportDeclaration(s) && !s.moduleSpecifier && s.exportClause && ts.isNamedExports(s.exportClause))
        for (const e of s.exportClause.elements) {
          const name = e.propertyName ?? e.name;
          if (!e.isTypeOnly && ts.isIdentifier(name)) add(name);
        }
    return used;
  }
}
