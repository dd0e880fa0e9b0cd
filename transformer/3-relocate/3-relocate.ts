/**
 * Phase 3, relocate: the tree parsed from virtual text gets the positions and the text of the user's.
 *
 * Assumes: the program has been created with the tree (import types are found by a regular
 * expression over the virtual text) and nothing has bound it yet.
 * Guarantees: diagnostics, source maps, declaration maps and build information are the user's
 * without any remapping. Ranges of inserted nodes are real and non-empty.
 */
import type ts from 'typescript';
import { hasModifier, unwrap } from '../syntax/nodes';
import { firstOf } from '../syntax/task-nodes';
import type { Declared, Mark, Segment, Task, TypeScript, VirtualText } from '../types';

export function relocate(file: ts.SourceFile, virtual: VirtualText, userText: string): void {
  const to = createMapper(virtual.segments);
  const last = file.statements.end;
  const afterLast = last < virtual.text.length ? to.start(last) : userText.length;
  const seen = new Set<object>();
  const stack: object[] = [file];
  while (stack.length) {
    const node = stack.pop() as Positioned;
    if (seen.has(node)) continue;
    seen.add(node);
    const virtualEnd = node.end;
    if (node.pos >= 0) {
      const { pos, end } = node;
      node.pos = to.start(pos);
      node.end = pos === end ? node.pos : Math.max(to.end(end), node.pos);
    }
    if (Array.isArray(node)) {
      // the end of a block's statements is where its brace is looked for, whatever was inserted for the last of them
      node.end = Math.max(node.end, to.next(virtualEnd));
      for (const child of node) if (isPositioned(child)) stack.push(child);
      continue;
    }
    // every property that holds nodes (modifiers, tokens, type arguments, JSDoc, imports …), whatever the version names it
    for (const [key, value] of Object.entries(node)) {
      if (links.has(key)) continue;
      if (isPositioned(value)) stack.push(value);
      else if (Array.isArray(value)) for (const child of value) if (isPositioned(child)) stack.push(child);
    }
  }
  const internal = file as unknown as Internals;
  for (const list of [internal.parseDiagnostics, internal.jsDocDiagnostics, internal.bindDiagnostics]) {
    for (const d of list ?? []) {
      const end = to.end(d.start + d.length);
      d.start = to.start(d.start);
      d.length = Math.max(end - d.start, 0);
    }
  }
  const ranges = [
    ...(internal.commentDirectives ?? []).map((c) => c.range),
    ...(internal.referencedFiles ?? []),
    ...(internal.typeReferenceDirectives ?? []),
    ...(internal.libReferenceDirectives ?? []),
    ...(internal.amdDependencies ?? []),
  ];
  for (const range of ranges) {
    if (typeof range.pos !== 'number') continue;
    range.end = to.end(range.end);
    range.pos = to.start(range.pos);
  }
  internal.text = userText;
  internal.lineMap = undefined;
  internal.pos = 0;
  internal.end = userText.length;
  // comments after the last statement are looked for from here, whatever was inserted for it
  (file.statements as unknown as Positioned).end = afterLast;
}

interface Positioned {
  pos: number;
  end: number;
}
interface Internals extends Positioned {
  text: string;
  lineMap: undefined;
  parseDiagnostics?: { start: number; length: number }[];
  jsDocDiagnostics?: { start: number; length: number }[];
  bindDiagnostics?: { start: number; length: number }[];
  commentDirectives?: { range: Positioned }[];
  referencedFiles?: Positioned[];
  typeReferenceDirectives?: Positioned[];
  libReferenceDirectives?: Positioned[];
  amdDependencies?: Positioned[];
}
const links = new Set([
  'parent',
  'original',
  'symbol',
  'localSymbol',
  'flowNode',
  'locals',
  'nextContainer',
  'emitNode',
]);
const isPositioned = (value: unknown): value is Positioned =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Positioned).pos === 'number' &&
  typeof (value as Positioned).end === 'number';

/** From places in virtual text to the places in the user's text that they are, or stand for. */
export function createMapper(segments: readonly Segment[]) {
  const find = (at: number): Segment => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (segments[middle]!.at <= at) low = middle;
      else high = middle - 1;
    }
    return segments[low]!;
  };
  return {
    start(at: number): number {
      const s = find(at);
      return 'from' in s ? s.from + (at - s.at) : s.anchor.start;
    },
    isInserted: (at: number): boolean => !('from' in find(at)),
    /** Where the user's text goes on, if that is at this place. */
    next(at: number): number {
      const s = find(at);
      return 'from' in s && s.at === at ? s.from : -1;
    },
    end(at: number): number {
      if (at <= 0) return 0;
      const s = find(at - 1);
      return 'from' in s ? s.from + (at - s.at) : s.anchor.end;
    },
  };
}

/** Finds, by the names they were given, the nodes that stand for each mark. */
export function locate(ts: TypeScript, file: ts.SourceFile, declared: readonly Declared[]): Task[] {
  const constants = hiddenConstants(ts, file, new Set(declared.map((d) => d.hidden)));
  return declared.map((each): Task => {
    const constant = () => constants.get(each.hidden)!;
    const { form } = each.mark;
    switch (form) {
      case 'static':
      case 'instance':
        return locateMethod(ts, file, each);
      case 'member':
        return locateMember(ts, each, constant());
      case 'function':
      case 'constant':
      case 'export':
        return locateConstant(ts, each, constant());
      default:
        return form satisfies never;
    }
  });
}

interface Constant {
  readonly node: ts.VariableStatement;
  /** The statements that it stands among. */
  readonly list: readonly ts.Statement[];
  /** The expression that it stands in, where that is all there is around it. */
  readonly place: ts.Expression | undefined;
}

function hiddenConstants(ts: TypeScript, file: ts.SourceFile, names: ReadonlySet<string>): Map<string, Constant> {
  const found = new Map<string, Constant>();
  const visit = (node: ts.Node, place: ts.Expression | undefined): void => {
    const list = ts.isSourceFile(node) || ts.isBlock(node) ? node.statements : [];
    for (const s of list) {
      const name = ts.isVariableStatement(s) ? nameOf(ts, s) : undefined;
      if (name !== undefined && names.has(name)) found.set(name, { node: s as ts.VariableStatement, list, place });
    }
    const inner = ts.isCallExpression(node)
      ? node
      : ts.isArrowFunction(node) || ts.isParenthesizedExpression(node)
        ? place
        : undefined;
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(file, undefined);
  return found;
}

function locateMethod(ts: TypeScript, file: ts.SourceFile, { mark, hidden, visible }: Declared): Task {
  const isWithin = within(mark);
  const owner = file.statements
    .filter(ts.isClassDeclaration)
    .find((c) => c.members.some((m) => nameOf(ts, m) === hidden && isWithin(m)))!;
  const plain = owner.members.filter((m): m is ts.MethodDeclaration => nameOf(ts, m) === hidden && isWithin(m));
  adjoin(plain);
  const visibleNodes = owner.members.filter((m) => nameOf(ts, m) === visible && isWithin(m));
  adjoin(visibleNodes);
  const hiddenNode = plain.at(-1)!;
  return { ...nowhere, mark, hidden, visible, hiddenNode, plain, visibleNodes };
}

function locateMember(ts: TypeScript, { mark, hidden, visible }: Declared, { node, place }: Constant): Task {
  const access = node.declarationList.declarations[0]!.initializer as ts.PropertyAccessExpression;
  const literal = (access.expression as ts.ParenthesizedExpression).expression as ts.ObjectLiteralExpression;
  const [member] = literal.properties;
  const fn = ts.isPropertyAssignment(member!) ? unwrap(ts, member.initializer) : member;
  const plain = [fn as unknown as ts.SignatureDeclaration];
  return {
    ...nowhere,
    mark,
    hidden,
    visible,
    hiddenNode: node,
    plain,
    place,
    plainExpression: access,
    visibleNodes: [],
  };
}

function locateConstant(ts: TypeScript, { mark, hidden, visible }: Declared, { node, list }: Constant): Task {
  const call = node.declarationList.declarations[0]!.initializer as ts.CallExpression;
  const body = ((call.expression as ts.ParenthesizedExpression).expression as ts.ArrowFunction).body as ts.Block;
  const isWithin = within(mark);
  const isDeclared = mark.form === 'function' && !mark.nested;
  const visibleNodes = list.filter(
    (s) =>
      isWithin(s) &&
      ((nameOf(ts, s) === visible && (!isDeclared || hasModifier(s, ts.SyntaxKind.DeclareKeyword))) ||
        isOurExport(ts, s, visible)),
  );
  const base = { ...nowhere, mark, hidden, visible, hiddenNode: node, visibleNodes };
  const functions = body.statements.filter(ts.isFunctionDeclaration);
  adjoin(functions);
  if (functions.length) return { ...base, plain: functions };
  const [statement] = body.statements;
  const initializer = ts.isVariableStatement(statement!)
    ? statement.declarationList.declarations[0]!.initializer!
    : (statement as ts.ReturnStatement).expression!;
  const plain = [unwrap(ts, initializer) as unknown as ts.SignatureDeclaration];
  return { ...base, plain, plainStatement: statement };
}

const nowhere = { place: undefined, plainStatement: undefined, plainExpression: undefined };

const within = (mark: Mark) => (n: ts.Node) => n.pos >= firstOf(mark).pos && n.end <= mark.node.end;

function nameOf(ts: TypeScript, n: ts.Node): string | undefined {
  if (ts.isVariableStatement(n)) n = n.declarationList.declarations[0]!;
  const { name } = n as ts.NamedDeclaration;
  return name && ts.isIdentifier(name) ? name.text : undefined;
}

/** The checker takes overloads for one function only where each begins at the end of the one before. */
function adjoin(overloads: readonly ts.Node[]): void {
  overloads.forEach((node, i) => {
    if (i > 0) (node as unknown as Positioned).pos = overloads[i - 1]!.end;
  });
}

/** `export { f as default }` and `export = f`, as declare writes them. */
const isOurExport = (ts: TypeScript, s: ts.Statement, visible: string): boolean =>
  (ts.isExportAssignment(s) && ts.isIdentifier(s.expression) && s.expression.text === visible) ||
  (ts.isExportDeclaration(s) &&
    !!s.exportClause &&
    ts.isNamedExports(s.exportClause) &&
    (s.exportClause.elements[0]?.propertyName as ts.Identifier | undefined)?.text === visible);
