/** Where nodes stand, as findings say it. */
import type ts from 'typescript';
import type { Related, Span } from '../types';

/** Without comments and white space before it. `file`: of nodes that do not know what is around them, as before a program. */
export function spanOf(node: ts.Node, file?: ts.SourceFile): Span {
  return { start: node.getStart(file), end: node.end };
}

/** The line on which it begins, from 1. */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** A step of the chain that explains a finding. */
export function relatedAt(node: ts.Node, message: string, span = spanOf(node)): Related {
  return { file: node.getSourceFile(), span, message };
}

/** As much of its text as a sentence has room for. */
export function firstLineOf(node: ts.Node): string {
  return node.getText().split('\n')[0]!.slice(0, 60);
}
