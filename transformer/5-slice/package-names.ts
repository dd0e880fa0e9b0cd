/** Classes of packages that the file need not name: both sides import them, so that errors and instances keep their class. */
import type ts from 'typescript';
import { bindingsOf } from '../syntax/imports';
import type { Imported, Slice, SliceInput, TypeInfo, TypeScript } from '../types';

/** Of one package. */
const MOST = 50;

/** Error classes that a package exports, or has on its default export, of which a slice uses something. */
export function errorsOfPackages(input: SliceInput, slice: Slice): Imported[] {
  const { ts, types } = input;
  return importsOf(input, (binding) => slice.imports.has(binding)).flatMap((module) => {
    const specifier = module.text;
    // the runtime knows its own
    if (/^unsync(?:\/|$)/.test(specifier) || !types.moduleOf(module)?.isDeclarationFile) return [];
    const names = exportsOf(ts, types, module).flatMap(({ name, target }) => {
      if (!isDefault(name)) return isErrorClass(target) ? [name] : [];
      // given: class Database { static SqliteError: typeof SqliteError; } or a namespace beside it
      const members = [...(target.exports?.values() ?? [])].filter(isErrorClass);
      return members.map((member) => `default.${member.name}`);
    });
    return [...new Set(names)].slice(0, MOST).map((name) => ({ specifier, name }));
  });

  function isErrorClass(symbol: ts.Symbol): boolean {
    const declared = symbol.valueDeclaration;
    if (!declared) return false;
    if (ts.isClassLike(declared)) return !!declared.name && types.isErrorClass(declared.name);
    if (!ts.isPropertyDeclaration(declared) && !ts.isVariableDeclaration(declared)) return false;
    const [made] = types.checker.getTypeOfSymbol(symbol).getConstructSignatures();
    const cls = made?.getReturnType().symbol?.valueDeclaration;
    return !!cls && ts.isClassLike(cls) && !!cls.name && types.isErrorClass(cls.name);
  }
}

/** A class of a package that the file imports something else of, as a value: so that both sides load it. */
export function classOfPackage(input: SliceInput, declaration: ts.ClassLikeDeclaration): Imported | undefined {
  const { ts, types } = input;
  const symbol = declaration.name && types.checker.getSymbolAtLocation(declaration.name);
  for (const module of importsOf(input, (binding) => !ts.isTypeOnlyImportDeclaration(binding))) {
    const own = exportsOf(ts, types, module).find(({ name, target }) => target === symbol && !isDefault(name));
    if (own) return { specifier: module.text, name: own.name, isJudged: true };
  }
  return undefined;
}

/** What the file imports from, where it imports something of that sort. */
function importsOf({ ts, file }: SliceInput, isIt: (binding: ts.Declaration) => boolean): ts.StringLiteral[] {
  return file.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) &&
    ts.isStringLiteral(statement.moduleSpecifier) &&
    bindingsOf(ts, statement).some(isIt)
      ? statement.moduleSpecifier
      : [],
  );
}

/**
 * What is there when the program runs. Of `export =`, an ES module may have nothing but the default export: which names
 * there are, Node only guesses from the text.
 */
function exportsOf(ts: TypeScript, { checker }: TypeInfo, module: ts.StringLiteral) {
  const symbol = checker.getSymbolAtLocation(module);
  const all = symbol ? checker.getExportsOfModule(symbol) : [];
  const isAssigned = !!symbol?.exports?.has(ts.InternalSymbolName.ExportEquals);
  return all
    .filter(({ declarations }) => !declarations?.some(ts.isTypeOnlyExportDeclaration))
    .map((each) => ({
      name: isAssigned && !isDefault(each.name) ? `default.${each.name}` : each.name,
      target: each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each,
    }));
}

const isDefault = (name: string): boolean => /^(?:default|export=)$/.test(name);
