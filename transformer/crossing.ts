/**
 * What of a signature would lose its class on the way to a worker or back: a copy has the fields
 * of an instance, but not its methods. Answers for `TypeInfo.instancesCrossing`.
 */
import type ts from 'typescript';
import type { SliceInput } from './5-slice';
import { problem } from './diagnostics';
import { hiddenName, unwrap } from './references';
import type { CrossingInstance, Plan, Problem, TypeScript } from './types';

/** How far into a type instances are looked for. */
const maxDepth = 5;

export function instancesCrossing(ts: TypeScript, checker: ts.TypeChecker, name: ts.Node): CrossingInstance[] {
  const found: CrossingInstance[] = [];
  for (const signature of checker.getTypeAtLocation(name).getCallSignatures()) {
    signature.parameters.forEach((parameter, index) => {
      // a destructured parameter has no name of its own
      const root = parameter.name.startsWith('__') ? '' : parameter.name;
      search(checker.getTypeOfSymbol(parameter), root, index);
    });
    const result = signature.getReturnType();
    search(checker.getAwaitedType(result) ?? result, 'result', undefined);
  }
  return found;

  function search(root: ts.Type, rootPath: string, parameter: number | undefined): void {
    const seen = new Set<ts.Type>();
    walk(root, rootPath, 0);

    function walk(type: ts.Type, path: string, depth: number): void {
      if (seen.has(type) || depth > maxDepth) return;
      seen.add(type);
      if (type.isUnionOrIntersection()) {
        for (const part of type.types) walk(part, path, depth);
        return;
      }
      if (!(type.flags & ts.TypeFlags.Object)) return;
      const declaration = type.symbol?.declarations?.find(ts.isClassLike);
      if (declaration && type.symbol.flags & ts.SymbolFlags.Class) {
        // the runtime revives errors with their class
        if (
          !isLibrary(declaration) &&
          !derivesFromError(type) &&
          checker.getDeclaredTypeOfSymbol(type.symbol).symbol === type.symbol
        ) {
          const member = methodOf(type);
          if (member)
            found.push({
              parameter,
              path: path.replace(/^\./, '') || `argument ${parameter! + 1}`,
              className: type.symbol.name,
              declaration,
              member: member.name,
            });
        }
        return;
      }
      const isBuiltIn = type.symbol?.declarations?.some(isLibrary) ?? false;
      const inner = checker.getTypeArguments(type as ts.TypeReference);
      if (isBuiltIn) for (const argument of inner) walk(argument, `${path}[]`, depth + 1);
      else if (!type.getCallSignatures().length) {
        for (const property of type.getProperties())
          walk(checker.getTypeOfSymbol(property), `${path}.${property.name}`, depth + 1);
      }
    }
  }

  /** A method or accessor that instances have from their class; private ones too, since others call them. */
  function methodOf(type: ts.Type): ts.Symbol | undefined {
    return type
      .getProperties()
      .find((p) => p.declarations?.some((d) => !isLibrary(d) && (ts.isMethodDeclaration(d) || ts.isAccessor(d))));
  }

  function derivesFromError(type: ts.Type): boolean {
    const bases = checker.getDeclaredTypeOfSymbol(type.symbol).getBaseTypes?.() ?? [];
    return bases.some(
      (base) =>
        (base.symbol?.name === 'Error' && !!base.symbol.declarations?.some(isLibrary)) ||
        (!!base.symbol && derivesFromError(base)),
    );
  }

  function isLibrary(declaration: ts.Node): boolean {
    return /\/(?:lib\.[^/]*|@types\/node\/.*)\.d\.ts$/.test(declaration.getSourceFile().fileName);
  }
}

/** Findings about what a function takes and gives. */
export function checkSignature({ ts, types, file }: SliceInput, plan: Plan): Problem[] {
  const { unit } = plan;
  const name = 'mark' in unit ? hiddenName(ts, unit) : unit.argument;
  const [first] = types.instancesCrossing(name);
  if (!first) return [];
  const fn = 'mark' in unit ? unit.plain.at(-1) : unwrap(ts, unit.argument);
  const parameter =
    first.parameter !== undefined && fn && ts.isFunctionLike(fn)
      ? fn.parameters.filter((p) => p.name.getText(file) !== 'this')[first.parameter]
      : undefined;
  const span = parameter ? { start: parameter.getStart(file), end: parameter.end } : plan.span;
  const declared = (first.declaration as ts.NamedDeclaration).name ?? first.declaration;
  const related = [
    {
      file: declared.getSourceFile(),
      span: { start: declared.getStart(), end: declared.end },
      message: `'${first.className}' is declared here, with '${first.member}'.`,
    },
  ];
  return [problem('lostClass', file, span, [plan.name, first.path, first.className, first.member], related)];
}
