/** The pieces of a module that are kept or dropped as one, and which of its nodes are marked functions. */
import type ts from 'typescript';
import { hasModifier, isTopLevelVariable, outOfPattern } from '../syntax/nodes';
import { visibleDeclarations } from '../syntax/task-nodes';
import type { SliceInput, Task, TypeScript, Unit, Wrapper } from '../types';

/** Answers where declarations of one file belong. */
export class ModuleUnits {
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  /** Marked functions, by what stands in their place. */
  readonly taskAt: ReadonlyMap<ts.Node, Task>;
  /** Marked functions, by what their callers see. */
  readonly taskOf: ReadonlyMap<ts.Node, Task>;
  readonly wrapperOf: ReadonlyMap<ts.Node, Wrapper>;

  constructor({ ts, file, tasks, wrappers }: SliceInput) {
    this.ts = ts;
    this.file = file;
    this.taskAt = new Map(tasks.map((t) => [t.place ?? t.hiddenNode, t]));
    this.taskOf = new Map(tasks.flatMap((t) => visibleDeclarations(ts, t).map((node) => [node, t] as const)));
    this.wrapperOf = new Map(wrappers.map((w) => [w.call, w]));
  }

  /** The marked function that stands at a node, by whichever side. */
  movedAt(n: ts.Node): Task | Wrapper | undefined {
    return this.taskAt.get(n) ?? this.taskOf.get(n) ?? this.wrapperOf.get(n);
  }

  isTopLevel(declaration: ts.Node): boolean {
    const { ts, file } = this;
    const node = outOfPattern(ts, declaration);
    if (ts.isVariableDeclaration(node)) return isTopLevelVariable(ts, node, file);
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) return true;
    return node.parent === file;
  }

  /** Of a namespace or enum. */
  isMember(declaration: ts.Node): boolean {
    const { ts } = this;
    const node = outOfPattern(ts, declaration);
    const holder = ts.isVariableDeclaration(node) ? node.parent.parent.parent : node.parent;
    return ts.isEnumMember(node) || ts.isModuleBlock(holder);
  }

  isExportedMember(declaration: ts.Node): boolean {
    const { ts } = this;
    const node = outOfPattern(ts, declaration);
    const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
    return ts.isEnumMember(node) || hasModifier(holder, ts.SyntaxKind.ExportKeyword);
  }

  isTopLevelUnit(scope: ts.Node): boolean {
    const { ts, file } = this;
    return scope.parent === file || isTopLevelVariable(ts, scope, file);
  }

  unitOf(declaration: ts.Node): Unit {
    const { ts, file } = this;
    let node = declaration;
    for (;;) {
      if (isTopLevelVariable(ts, node, file)) return node;
      if (node.parent === file) return node as ts.Statement;
      node = node.parent;
    }
  }

  isAmbient(node: ts.Node): boolean {
    const { ts, file } = this;
    for (let n: ts.Node = node; n !== file; n = n.parent)
      if (!this.taskOf.has(n) && hasModifier(n, ts.SyntaxKind.DeclareKeyword)) return true;
    return false;
  }
}
