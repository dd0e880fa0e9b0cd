/**
 * What a marked file depends on, for builds that start from what an earlier one knew: its kinds depend on what is
 * called in other files, and what is refused on who else uses the state of its module, and of those that it imports.
 * tsc would not know.
 */
import type ts from 'typescript';

type Links = ReadonlyMap<ts.SourceFile, ReadonlySet<ts.SourceFile>>;
type Internal = ts.SourceFile & Record<string, unknown>;

/** The versions of all that a file depends on. */
export function createVersions(program: ts.Program): (file: ts.SourceFile) => string[] {
  const dependenciesOf = createDependencies(program);
  return (file) => dependenciesOf(file).map((f) => (f as Internal)['version'] as string);
}

/** A file, the files with code behind its imports, and those whose imports lead to any of them. */
export function createDependencies(program: ts.Program): (file: ts.SourceFile) => ts.SourceFile[] {
  let links: ReturnType<typeof linksOf> | undefined;
  return (file) => {
    const { imports, importers } = (links ??= linksOf(program));
    const around = closure(importers, closure(imports, [file]));
    return [...imports.keys()].filter((f) => around.has(f));
  };
}

/** Of each file with code, those that it imports, and those that import it. */
export function linksOf(program: ts.Program): { readonly imports: Links; readonly importers: Links } {
  const { getResolvedModuleFromModuleSpecifier } = program as unknown as {
    getResolvedModuleFromModuleSpecifier?(
      specifier: ts.StringLiteralLike,
      file: ts.SourceFile,
    ): { resolvedModule?: { resolvedFileName: string } } | undefined;
  };
  const files = program.getSourceFiles().filter((f) => !f.isDeclarationFile);
  const imports = new Map(files.map((f) => [f, new Set<ts.SourceFile>()]));
  const importers = new Map(files.map((f) => [f, new Set<ts.SourceFile>()]));
  for (const f of files)
    for (const specifier of ((f as Internal)['imports'] as ts.StringLiteralLike[] | undefined) ?? []) {
      const resolved = getResolvedModuleFromModuleSpecifier?.call(program, specifier, f)?.resolvedModule;
      const target = resolved && program.getSourceFile(resolved.resolvedFileName);
      if (!target || !imports.has(target)) continue;
      imports.get(f)!.add(target);
      importers.get(target)!.add(f);
    }
  return { imports, importers };
}

/** What links lead to, the files that they start from included. */
export function closure(links: Links, from: Iterable<ts.SourceFile>): ReadonlySet<ts.SourceFile> {
  const reached = new Set(from);
  for (const f of reached) for (const next of links.get(f) ?? []) reached.add(next); // a Set is walked as it grows
  return reached;
}
