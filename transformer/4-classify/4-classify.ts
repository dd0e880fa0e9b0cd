/**
 * Phase 4, classify: tasks → kinds, each with its evidence.
 *
 * A synchronous JavaScript function spends its time computing or blocked in a call,
 * so evidence of a blocking call decides; a stated kind overrules.
 *
 * Assumes: names resolve (the program is bound).
 * Guarantees: a `blocks` decision carries the chain of calls from the function to the one that blocks; a `computes`
 * decision names the calls that could not be followed. Neither depends on what was classified before.
 */
import type ts from 'typescript';
import type { Classified, Mark, TypeInfo } from '../types';
import type { CallGraph } from './call-graph';

export interface ClassifyInput {
  readonly types: TypeInfo;
  readonly calls: CallGraph;
  /** The function's own nodes, overload signatures included; or an expression that stands for it. */
  readonly functions: readonly ts.Node[];
  readonly stated: Mark['stated'];
  readonly isAsync: boolean;
}

export function classify({ types, calls, functions, stated, isAsync }: ClassifyInput): Classified {
  const nothing = { evidence: [], unfollowed: [] };
  if (stated) return { kind: stated, because: 'stated', ...nothing };
  if (isAsync || functions.some((fn) => types.returnsPromise(fn)))
    return { kind: 'async', because: 'asynchronous', ...nothing };
  const { blocks, unfollowed } = calls.search(functions);
  if (blocks) return { kind: 'blocking', because: 'blocks', evidence: blocks, unfollowed: [] };
  return { kind: 'cpu-bound', because: 'computes', evidence: [], unfollowed };
}
