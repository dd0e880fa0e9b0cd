/**
 * Phase 6, lower: the declaration file. tsc has printed the hidden function's type; what callers see
 * is rebuilt from it, since the emitter prints an identifier from the source text at its range, and
 * inserted ones have the range of something else.
 */
import type ts from 'typescript';
import { hasModifier } from '../syntax/nodes';
import { firstOf, hiddenName, isMethod } from '../syntax/task-nodes';
import type { Task, TypeInfo, TypeScript } from '../types';
import type { Site } from './definition';
import { VisibleDeclarations } from './visible-declarations';

export function lowerDeclarations(
  { ts }: Pick<Site, 'ts'>,
  tasks: readonly Task[],
  types: TypeInfo,
): ts.TransformerFactory<ts.SourceFile | ts.Bundle> {
  return (context) => (root) =>
    ts.isSourceFile(root) ? new DeclarationFile(ts, context, tasks, types).lower(root) : root;
}

/** One declaration file, while its marks are lowered. */
class DeclarationFile {
  readonly factory: ts.NodeFactory;
  readonly visible: VisibleDeclarations;
  readonly byNode = new Map<ts.Node, Task>();
  /** Marks whose declarations have been rebuilt: the first node of each stands for all. */
  readonly done = new Set<Task>();

  constructor(
    readonly ts: TypeScript,
    readonly context: ts.TransformationContext,
    readonly tasks: readonly Task[],
    readonly types: TypeInfo,
  ) {
    this.factory = context.factory;
    this.visible = new VisibleDeclarations(ts, context.factory, types);
    for (const task of tasks) for (const node of task.visibleNodes) this.byNode.set(node, task);
  }

  lower(root: ts.SourceFile): ts.SourceFile {
    const { ts, factory } = this;
    const statements = this.#withoutMarker(this.#lowerList<ts.Statement>(root.statements, root.statements));
    return factory.updateSourceFile(root, ts.setTextRange(factory.createNodeArray(statements), root.statements));
  }

  /** `export {}` keeps what is not exported private; tsc adds it for the hidden constants, which are gone now. */
  #withoutMarker(list: ts.Statement[]): ts.Statement[] {
    const { ts } = this;
    const isMarker = (s: ts.Statement) =>
      ts.isExportDeclaration(s) &&
      !s.moduleSpecifier &&
      !!s.exportClause &&
      ts.isNamedExports(s.exportClause) &&
      !s.exportClause.elements.length;
    const rest = list.filter((s) => !isMarker(s));
    const isExported = (s: ts.Statement) =>
      ts.isExportDeclaration(s) || ts.isExportAssignment(s) || hasModifier(s, ts.SyntaxKind.ExportKeyword);
    const isPublic = (s: ts.Statement) => ts.isImportDeclaration(s) || isExported(s);
    return rest.every(isPublic) && rest.some(isExported) ? rest : list;
  }

  #lowerList<T extends ts.Node>(list: readonly T[], scope: readonly ts.Node[]): T[] {
    const { ts, factory } = this;
    return list.flatMap((node): T[] => {
      const original = ts.getOriginalNode(node);
      const task =
        this.byNode.get(original) ??
        this.tasks.find((t) => this.#isHidden(node, t) || this.#isPrintedFromSymbol(node, t));
      if (!task) {
        if (!ts.isClassDeclaration(node) || !this.tasks.some((t) => isMethod(t) && t.hiddenNode.parent === original))
          return [node];
        const members = this.#lowerList<ts.ClassElement>(node.members, node.members);
        return [
          factory.updateClassDeclaration(
            node,
            node.modifiers,
            node.name,
            node.typeParameters,
            node.heritageClauses,
            ts.setTextRange(factory.createNodeArray(members), node.members),
          ) as unknown as T,
        ];
      }
      if (this.#isHidden(node, task) || (this.context.getCompilerOptions().stripInternal && this.#isInternal(task)))
        return [];
      if (ts.isExportDeclaration(node) || ts.isExportAssignment(node))
        return [this.visible.exportOf(task) as unknown as T];
      if (this.done.has(task)) return [];
      const signatures = this.#signaturesOf(task, scope);
      if (!signatures.length) return [node];
      this.done.add(task);
      const rebuilt = ts.isMethodDeclaration(original)
        ? this.visible.methodsOf(task, signatures, node as ts.Node as ts.MethodDeclaration)
        : ts.isFunctionDeclaration(original) || ts.isModuleDeclaration(original)
          ? this.visible.functionAndNamespace(task, signatures, node)
          : [
              ts.isPropertyDeclaration(node)
                ? this.visible.property(task, signatures, node)
                : this.visible.variable(task, signatures, node as ts.Node as ts.VariableStatement),
            ];
      return rebuilt as ts.Node[] as T[];
    });
  }

  /** tsc looks for the word in the comment right before a declaration, and has left the hidden function out. */
  #isInternal({ mark }: Task): boolean {
    const first = firstOf(mark);
    const { text } = first.getSourceFile();
    const comment = this.ts.getLeadingCommentRanges(text, first.pos)?.at(-1);
    return !!comment && text.slice(comment.pos, comment.end).includes('@internal');
  }

  #isHidden(node: ts.Node, { hidden }: Task): boolean {
    const { ts } = this;
    const named = ts.isVariableStatement(node) ? node.declarationList.declarations[0]! : (node as ts.NamedDeclaration);
    if (!named.name || !ts.isIdentifier(named.name)) return false;
    const { text } = named.name;
    return text === hidden || (ts.isTypeAliasDeclaration(node) && (text === `${hidden}_R` || text === `${hidden}_P`));
  }

  /** For JavaScript tsc prints declarations from symbols, so that nodes have no originals. */
  #isPrintedFromSymbol(node: ts.Node, { mark, visible, hiddenNode }: Task): boolean {
    const { ts } = this;
    if (mark.form !== 'function' || !(hiddenNode.flags & ts.NodeFlags.JavaScriptFile)) return false;
    return (ts.isFunctionDeclaration(node) || ts.isModuleDeclaration(node)) && node.name?.text === visible;
  }

  /** The call signatures as tsc printed them: of the hidden constant or methods, or under isolatedDeclarations where the user's types were copied to. */
  #signaturesOf(task: Task, scope: readonly ts.Node[]): readonly ts.SignatureDeclaration[] {
    const { ts } = this;
    const printed = scope.filter((n) => this.#isHidden(n, task));
    if (ts.isMethodDeclaration(printed[0] ?? task.hiddenNode) && printed.length)
      return printed as unknown as ts.SignatureDeclaration[];
    if (scope.some((n) => this.#isPrintedFromSymbol(n, task))) return this.types.printSignatures(hiddenName(ts, task));
    const constant = printed.find(ts.isVariableStatement);
    if (constant) return this.#signaturesIn(constant.declarationList.declarations[0]!.type);
    const copied = scope.find((n) => this.byNode.get(ts.getOriginalNode(n)) === task && !ts.isFunctionDeclaration(n));
    if (copied && ts.isModuleDeclaration(copied))
      return this.#signaturesIn(
        ((copied.body as ts.ModuleBlock).statements[0] as ts.VariableStatement).declarationList.declarations[0]!.type,
      );
    const type =
      copied &&
      (ts.isVariableStatement(copied)
        ? copied.declarationList.declarations[0]!.type
        : (copied as ts.PropertyDeclaration).type);
    return type && ts.isImportTypeNode(type) ? this.#signaturesIn(type.typeArguments?.[0]) : [];
  }

  #signaturesIn(type: ts.TypeNode | undefined): readonly ts.SignatureDeclaration[] {
    const { ts } = this;
    if (!type) return [];
    if (ts.isFunctionTypeNode(type)) return [type];
    return ts.isTypeLiteralNode(type) ? type.members.filter(ts.isCallSignatureDeclaration) : [];
  }
}
