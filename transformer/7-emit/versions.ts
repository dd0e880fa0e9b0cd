/**
 * Finds what a marked file depends on, for builds that start from what an earlier one knew: its kinds depend on what is
 * called in other files, and what is refused on who else uses the state of its module, and of those that it imports.
 * tsc would not know. What its worker module is told to be made of (`manifest.ts`) depends on versions of packages.
 */
import type ts from 'typescript';
import { resolvedModule, specifiersOf } from '../syntax/internals';

type Links = ReadonlyMap<ts.SourceFile, ReadonlySet<ts.SourceFile>>;
interface AllLinks {
  /** Of each file with code, those that it imports. */
  readonly imports: Links;
  /** And those that import it. */
  readonly importers: Links;
  /** Packages that it imports, with their versions. */
  readonly packages: ReadonlyMap<ts.SourceFile, ReadonlySet<string>>;
}

/** The versions of all that a file depends on. */
export function createVersions(program: ts.Program): (file: ts.SourceFile) => string[] {
  let links: AllLinks | undefined;
  return (file) => {
    links ??= linksOf(program);
    const versions = dependenciesIn(links, file).map((f) => (f as unknown as { version: string }).version);
    const packages = [...closure(links.imports, [file])].flatMap((f) => [...(links!.packages.get(f) ?? [])]);
    return [...versions, ...[...new Set(packages)].sort()];
  };
}

/** A file, the files with code behind its imports, and those whose imports lead to any of them. */
export function createDependencies(program: ts.Program): (file: ts.SourceFile) => ts.SourceFile[] {
  let links: AllLinks | undefined;
  return (file) => dependenciesIn((links ??= linksOf(program)), file);
}

function dependenciesIn({ imports, importers }: AllLinks, file: ts.SourceFile): ts.SourceFile[] {
  const around = closure(importers, closure(imports, [file]));
  return [...imports.keys()].filter((f) => around.has(f));
}

export function linksOf(program: ts.Program): AllLinks {
  const files = program.getSourceFiles().filter((f) => !f.isDeclarationFile);
  const imports = new Map(files.map((f) => [f, new Set<ts.SourceFile>()]));
  const importers = new Map(files.map((f) => [f, new Set<ts.SourceFile>()]));
  const packages = new Map(files.map((f) => [f, new Set<string>()]));
  for (const f of files)
    for (const specifier of specifiersOf(f)) {
      const resolved = resolvedModule(program, specifier, f);
      const target = resolved && program.getSourceFile(resolved.resolvedFileName);
      if (target && imports.has(target)) {
        imports.get(f)!.add(target);
        importers.get(target)!.add(f);
      } else if (resolved?.packageId) packages.get(f)!.add(packageName(resolved.packageId));
    }
  return { imports, importers, packages };
}

export const packageName = ({ name, version }: ts.PackageId): string => `${name}@${version}`;

/** Follows links, the files that they start from included. */
export function closure(links: Links, from: Iterable<ts.SourceFile>): ReadonlySet<ts.SourceFile> {
  const reached = new Set(from);
  for (const f of reached) for (const next of links.get(f) ?? []) reached.add(next); // a Set is walked as it grows
  return reached;
}
