/**
 * Judges what a function takes and gives, by its types: what crosses as it is, what needs a class that both sides
 * have, what stays with its caller, and what can't cross.
 */
import type ts from 'typescript';
import { type Gives, problem } from '../../diagnostics';
import { createImports } from '../../facts/names/loaded-modules';
import { bindingsOf } from '../../syntax/imports';
import { unwrap } from '../../syntax/nodes';
import { relatedAt, spanOf } from '../../syntax/positions';
import { hiddenName } from '../../syntax/task-nodes';
import type { CrossingPart, Crossings, Imported, Plan, Problem, SliceInput } from '../../types';
import { classOfPackage } from '../package-names';

export interface Boundary {
  readonly crossings: Crossings;
  readonly problems: readonly Problem[];
  /** Classes of instances that cross, by the name that the file has for each: declarations or imports in it. */
  readonly classes: Map<string, NamedClass>;
  /** Those of packages that it has no name for. */
  readonly imported: readonly Imported[];
  readonly callbacks: ReadonlyMap<string, 'call' | 'await'>;
  /** The parameter that is refused altogether, and not for something in it. */
  readonly refused: number | undefined;
  /** The class whose instances it is refused for. */
  readonly lostClass: ts.Declaration | undefined;
}

export interface NamedClass {
  readonly isJudged: boolean;
  readonly id: ts.Identifier;
  readonly declaration: ts.Declaration;
}

type Part = Crossings['parts'][number];
type Instance = CrossingPart & { readonly kind: 'instance' };

export function judgeBoundary(input: SliceInput, plan: Plan): Boundary {
  const { ts, types, file } = input;
  const { unit } = plan;
  const name = 'mark' in unit ? hiddenName(ts, unit) : unit.argument;
  // the definition of a function is beside it: its own parameters are not seen there
  const definedAt = 'mark' in unit ? name.parent.parent : name.parent;
  const crossings = types.crossingsOf(name);
  const classes = new Map<string, NamedClass>();
  const callbacks = new Map<string, 'call' | 'await'>();
  const errors: (Problem & { readonly part: Part })[] = [];
  const warnings: Problem[] = [];
  const judged: Problem[] = [];
  const imported: Imported[] = [];
  for (const part of crossings.parts) {
    if (part.kind === 'callback') callbacks.set(part.key, part.answers ? 'await' : 'call');
    else if (part.kind === 'lost') {
      const about: [string, string, string, Gives] = [plan.name, part.path, part.what, givesOf(part)];
      if (part.required) errors.push({ ...problem('cannotCross', file, spanOfPart(part), about), part });
      else warnings.push(problem('mayNotCross', file, spanOfPart(part), about));
    } else {
      const named = nameOfClass(input, part.declaration);
      const obstacle = obstacleTo(ts, part, named, definedAt);
      const other = !obstacle && !named && part.isJudged ? classOfPackage(input, part.declaration) : undefined;
      if (!obstacle && (named ?? other) && part.isJudged) judgedLater(part);
      if (!obstacle && named) classes.set(named.id.text, named);
      else if (other) imported.push(other);
      else if (!part.isError) judgeLost({ ...part, obstacle });
    }
  }
  // one error for each function, else one warning
  const [first] = errors;
  const problems = first ? [withoutPart(first)] : [...warnings.slice(0, 1), ...judged.slice(0, 1)];
  const refused = first && !/[.[(]/.test(first.part.path) ? first.part.parameter : undefined;
  const lostClass = first?.part.kind === 'instance' ? first.part.declaration : undefined;
  return { crossings, problems, classes, imported, callbacks, refused, lostClass };

  function judgedLater(part: Part & Instance): void {
    const { path, className } = part;
    judged.push(
      problem('judgedLater', file, spanOfPart(part), [plan.name, path, instanceOf(className), givesOf(part)]),
    );
  }

  function judgeLost(part: Part & Instance): void {
    const { path, className, declaration, member, obstacle } = part;
    const gives = givesOf(part);
    const instance = instanceOf(className);
    const name = declaration.name ?? declaration;
    const its = className === undefined ? 'The class' : `'${className}'`;
    const message = `${its} is declared here${member === undefined ? '' : `, with '${member}'`}.`;
    const { start, end } = spanOf(name);
    const related = [relatedAt(name, message, { start, end: declaration.name ? end : start + 'class'.length })];
    const at = spanOfPart(part);
    if (member === undefined && !obstacle) {
      warnings.push(problem('plainCopy', file, at, [plan.name, path, instance, gives], related));
      return;
    }
    const why =
      obstacle ?? `and a copy of it would have no '${member}', since this file does not import the class as a value`;
    // a value whose class has methods is refused when it crosses; what private fields it has is not seen then
    const isSeen = declaration.getSourceFile().isDeclarationFile || (member !== undefined && !member.startsWith('#'));
    if (part.required || !isSeen)
      errors.push({ ...problem('lostClass', file, at, [plan.name, path, instance, why, gives], related), part });
    else warnings.push(problem('mayNotCross', file, at, [plan.name, path, `${instance}, ${why}`, gives], related));
  }

  function spanOfPart({ parameter }: { readonly parameter: number | undefined }) {
    const fn = 'mark' in unit ? unit.plain.at(-1) : unwrap(ts, unit.argument);
    const node =
      parameter !== undefined && fn && ts.isFunctionLike(fn)
        ? fn.parameters.filter((p) => p.name.getText(file) !== 'this')[parameter]
        : undefined;
    return node ? spanOf(node) : plan.span;
  }
}

function withoutPart({ part: _part, ...found }: Problem & { readonly part: Part }): Problem {
  return found;
}

/** Holds where a part is in a result. */
function givesOf({ parameter }: { readonly parameter: number | undefined }): Gives {
  return parameter === undefined ? 'returned' : 'passed';
}

function instanceOf(className: string | undefined): string {
  return className === undefined ? 'an instance of a class without a name' : `an instance of '${className}'`;
}

/** Why instances of a class can't be made again on the other side, from what is said of it at a node. */
function obstacleTo(
  ts: SliceInput['ts'],
  part: Instance,
  named: NamedClass | undefined,
  node: ts.Node,
): string | undefined {
  return (
    part.obstacle ?? (named && isShadowed(ts, named, node) ? 'whose name stands for something else here' : undefined)
  );
}

/** Holds where the name of a class of the top level stands for something else at a node. */
function isShadowed(ts: SliceInput['ts'], { id: { text } }: NamedClass, node: ts.Node): boolean {
  for (let at = node; at && !ts.isSourceFile(at); at = at.parent) {
    if ((at as { locals?: ReadonlyMap<string, ts.Symbol> }).locals?.has(text)) return true;
    if ((ts.isClassExpression(at) || ts.isFunctionExpression(at)) && at.name?.text === text) return true;
  }
  return false;
}

/** Why a value can't travel, as the end of a sentence: 'which is a function'. What its classes are is told. */
export function lostInCopy(input: SliceInput, node: ts.Node, needs: (named: NamedClass) => void): string | undefined {
  for (const part of input.types.crossingParts(node)) {
    const where = part.path ? `whose '${part.path}' is` : 'which is';
    if (part.kind === 'lost' && part.required) return `${where} ${part.what}`;
    if (part.kind !== 'instance') continue;
    const { className, member, isError, declaration } = part;
    const named = nameOfClass(input, declaration);
    const obstacle = obstacleTo(input.ts, part, named, node);
    if (named && !obstacle) needs(named);
    else if (!isError && (obstacle || member !== undefined) && part.required)
      return `${where} ${instanceOf(className)}, ${obstacle ?? `and a copy of it would have no '${member}'`}`;
  }
  return undefined;
}

/** How a file names a class as a value, at its top level: so that a worker module can, too. */
export function nameOfClass(
  { ts, types, file, options }: SliceInput,
  declaration: ts.ClassLikeDeclaration,
): NamedClass | undefined {
  if (declaration.getSourceFile() === file)
    return declaration.parent === file && declaration.name && ts.isClassDeclaration(declaration)
      ? { id: declaration.name, declaration, isJudged: false }
      : undefined;
  const { pathTo, valuesUsedIn } = createImports(ts, types, options);
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    for (const binding of bindingsOf(ts, statement)) {
      if (ts.isNamespaceImport(binding) || ts.isTypeOnlyImportDeclaration(binding)) continue;
      const id = binding.name;
      if (!id || !types.targetsOf(id).includes(declaration)) continue;
      // an import that only types refer to would be one more in a circle, which may load in another order then
      const target = types.moduleOf(statement.moduleSpecifier as ts.StringLiteral);
      const isJudged = declaration.getSourceFile().isDeclarationFile;
      if (valuesUsedIn(file).has(binding) || !pathTo(file, target)) return { id, declaration: binding, isJudged };
    }
  }
  return undefined;
}
