/** Error classes that a package exports of which a slice uses something: both sides import them, so that its errors keep their class. */
import type ts from 'typescript';
import { bindingsOf } from '../syntax/imports';
import type { Imported, Slice, SliceInput } from '../types';

/** Of one package. */
const MOST = 50;

export function errorsOfPackages({ ts, types, file }: SliceInput, slice: Slice): Imported[] {
  const { checker } = types;
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    if (!bindingsOf(ts, statement).some((binding) => slice.imports.has(binding))) return [];
    const specifier = statement.moduleSpecifier.text;
    // the runtime knows its own
    if (/^unsync(?:\/|$)/.test(specifier) || !types.moduleOf(statement.moduleSpecifier)?.isDeclarationFile) return [];
    const names = checker.getExportsOfModule(checker.getSymbolAtLocation(statement.moduleSpecifier)!).flatMap(namesOf);
    return [...new Set(names)].slice(0, MOST).map((name) => ({ specifier, name }));
  });

  /** Of an export: itself; of the default one, what it has. */
  function namesOf(exported: ts.Symbol): string[] {
    if (exported.declarations?.some(ts.isTypeOnlyExportDeclaration)) return [];
    const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    if (!/^(?:default|export=)$/.test(exported.name)) return isErrorClass(target) ? [exported.name] : [];
    // given: class Database { static SqliteError: typeof SqliteError; } or a namespace beside it
    const members = [...(target.exports?.values() ?? [])].filter(isErrorClass);
    return members.map(({ name }) => `default.${name}`);
  }

  function isErrorClass(symbol: ts.Symbol): boolean {
    const declared = symbol.valueDeclaration;
    if (!declared) return false;
    if (ts.isClassLike(declared)) return !!declared.name && types.isErrorClass(declared.name);
    if (!ts.isPropertyDeclaration(declared) && !ts.isVariableDeclaration(declared)) return false;
    const [made] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const cls = made?.getReturnType().symbol?.valueDeclaration;
    return !!cls && ts.isClassLike(cls) && !!cls.name && types.isErrorClass(cls.name);
  }
}
