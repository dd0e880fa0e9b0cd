/**
 * The calls of the project, each function looked at once: what it calls, where it blocks, and what could not be
 * followed. A path is then searched for from each function that is asked about, breadth first, so that the answer
 * is a shortest chain, and does not depend on what was asked before.
 */
import type ts from 'typescript';
import { classIndexOf } from '../facts/calls/class-index';
import { createValues } from '../facts/calls/values';
import { visibleDeclarations } from '../syntax/task-nodes';
import type { Evidence, MarkedFile, TypeInfo, TypeScript } from '../types';
import type { BlockingCalls } from './blocking-calls';
import { type Summary, type SummaryInput, summarise } from './call-summary';
import { createCallbacks } from './deferred-callbacks';

export interface CallGraph {
  /** The chain from the first of `roots`, functions or expressions for them, that comes to block. */
  search(roots: readonly ts.Node[]): { blocks: readonly Evidence[] | undefined; unfollowed: readonly Evidence[] };
}

export interface CallGraphInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly marked: Iterable<MarkedFile>;
  readonly blocking: BlockingCalls;
}

export function createCallGraph(input: CallGraphInput): CallGraph {
  const { ts, types, blocking } = input;
  const classes = classIndexOf(ts, types);
  const values = createValues({ ts, types, classes, plainOf: plainFunctions(ts, input.marked) });
  const summaryInput: SummaryInput = { ts, types, blocking, classes, values, callbacks: createCallbacks(ts, values) };
  const summaries = new Map<ts.Node, Summary>();

  return {
    search(roots) {
      const from = new Map<ts.Node, { node: ts.Node; step: Evidence } | undefined>();
      const unfollowed = new Map<string, Evidence>();
      const starts = roots.flatMap(functionsOf);
      for (const start of starts) from.set(start, undefined);
      for (const node of from.keys()) {
        const summary = summaryOf(node);
        if (summary.blocks) return { blocks: [...chainTo(node), summary.blocks], unfollowed: [] };
        for (const { to, step } of summary.edges) if (!from.has(to)) from.set(to, { node, step });
        for (const { evidence, parameterOf } of summary.unfollowed) {
          // what is passed to another function was looked at where it is passed
          const isPassed = parameterOf === node && !starts.includes(node);
          if (!isPassed && !unfollowed.has(evidence.text)) unfollowed.set(evidence.text, evidence);
        }
      }
      return { blocks: undefined, unfollowed: [...unfollowed.values()] };

      function chainTo(node: ts.Node): Evidence[] {
        const before = from.get(node);
        return before ? [...chainTo(before.node), before.step] : [];
      }
    },
  };

  /** An expression that stands for functions can be a foreign one, too, and is looked at itself. */
  function functionsOf(root: ts.Node): ts.Node[] {
    if (ts.isFunctionLike(root) || !ts.isExpression(root)) return [root];
    return [root, ...values.callee(root).flatMap((v) => (v.is === 'function' ? [v.node] : []))];
  }

  function summaryOf(node: ts.Node): Summary {
    let summary = summaries.get(node);
    if (!summary) summaries.set(node, (summary = summarise(summaryInput, node)));
    return summary;
  }
}

/** From what callers of a mark see to the functions that it stands for. */
function plainFunctions(
  ts: TypeScript,
  marked: Iterable<MarkedFile>,
): Map<ts.Node, readonly ts.SignatureDeclaration[]> {
  const found = new Map<ts.Node, readonly ts.SignatureDeclaration[]>();
  for (const { tasks } of marked) {
    for (const task of tasks) {
      for (const d of visibleDeclarations(ts, task)) found.set(d, task.plain);
      if (task.place) found.set(task.place, task.plain);
    }
  }
  return found;
}
