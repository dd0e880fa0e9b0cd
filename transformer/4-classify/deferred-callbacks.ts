/**
 * Functions that a call is given: whether it calls them before it returns. Taken to be so, unless what is called is
 * known to keep them for later: timers, reactions of promises, most functions of Node.
 */
import { isBuiltin } from 'node:module';
import type ts from 'typescript';
import type { Values } from '../facts/calls/values';
import type { Origin } from '../facts/names/origins';
import { doesAt } from '../facts/platform/functions';
import { unwrap } from '../syntax/nodes';
import type { TypeScript } from '../types';

export type Calling = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

export function createCallbacks(ts: TypeScript, values: Values) {
  return { runsHere, isDeferring };

  /** Holds where a function expression is called where it stands: `(() => …)()`, or passed to something that calls it. */
  function runsHere(fn: ts.Node): boolean {
    let node = fn;
    for (;;) {
      const { parent } = node;
      if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
        return parent.expression === node || !isDeferring(parent);
      if (ts.isTemplateSpan(parent))
        return ts.isTaggedTemplateExpression(parent.parent.parent) && !isDeferring(parent.parent.parent);
      // `(function () { … }).call(this)`
      if (ts.isPropertyAccessExpression(parent)) {
        if (!/^(?:call|apply|bind)$/.test(parent.name.text)) return false;
      } else if (
        !ts.isParenthesizedExpression(parent) &&
        !ts.isAsExpression(parent) &&
        !ts.isSatisfiesExpression(parent) &&
        !ts.isNonNullExpression(parent) &&
        !ts.isObjectLiteralExpression(parent) &&
        !ts.isArrayLiteralExpression(parent) &&
        !(ts.isPropertyAssignment(parent) && parent.initializer === node)
      )
        return false;
      node = parent;
    }
  }

  /** Holds where the arguments of a call are kept for later: by a timer, a promise, an emitter, Node's callbacks. */
  function isDeferring(node: Calling): boolean {
    const found = values.callee(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
    const origins = found.flatMap((v) => (v.is === 'foreign' ? [v.origin] : []));
    return origins.some(defers);
  }

  function defers(origin: Origin): boolean {
    const { module, member } = origin;
    if (module === 'unsync' || module === 'web') return true;
    if (module === 'globalThis') return /(?:^|\.)(?:then|catch|finally)$|^FinalizationRegistry/.test(member);
    return isNodes(module) && !doesAt(origin, 'calls at once', 'binds');
  }
}

export function isNodes(module: string): boolean {
  return module === 'node' || isBuiltin(module);
}

/** Arguments of a call; of a literal that is written there, its members: `{ read: readFileSync }`. */
export function argumentsOf(ts: TypeScript, node: Calling): readonly ts.Expression[] {
  const given = !ts.isTaggedTemplateExpression(node)
    ? (node.arguments ?? [])
    : ts.isTemplateExpression(node.template)
      ? node.template.templateSpans.map((s) => s.expression)
      : [];
  return given.flatMap((argument) => {
    const e = unwrap(ts, argument);
    if (ts.isArrayLiteralExpression(e)) return e.elements;
    if (!ts.isObjectLiteralExpression(e)) return [e];
    return e.properties.flatMap((p) =>
      ts.isPropertyAssignment(p) ? [p.initializer] : ts.isShorthandPropertyAssignment(p) ? [p.name] : [],
    );
  });
}
