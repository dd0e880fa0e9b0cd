/**
 * Phase 4, classify: tasks → kinds, each with its evidence.
 *
 * A synchronous JavaScript function spends its time computing or blocked in a call,
 * so evidence of a blocking call decides; a stated kind overrules.
 *
 * Assumes: names resolve (the program is bound).
 * Guarantees: a `blocks` decision carries the chain of calls from the function to the one that blocks.
 */
import type ts from 'typescript';
import type { Classified, Evidence, Mark, TypeInfo, TypeScript } from './types';

/** Calls that wait, by module. Hashing and compressing calls that end in `Sync` compute, and are not here. */
const blockingCalls: Readonly<Record<string, RegExp>> = {
  fs: /Sync$/,
  child_process: /Sync$/,
  sqlite: /^(DatabaseSync|StatementSync)$/,
  'fs-extra': /Sync$/,
  'graceful-fs': /Sync$/,
  'better-sqlite3': /./,
  'cross-spawn': /^sync$/,
  deasync: /./,
  execa: /Sync$/,
  glob: /[sS]ync$/,
  'fast-glob': /[sS]ync$/,
  globby: /Sync$/,
  'readline-sync': /./,
  rimraf: /[sS]ync$/,
  'sync-fetch': /./,
  'sync-request': /./,
  synckit: /^createSyncFn$/,
};

export interface ClassifyInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  /** The function's own nodes, overload signatures included. */
  readonly functions: readonly ts.Node[];
  readonly stated: Mark['stated'];
  readonly isAsync: boolean;
}

export function classify({ ts, types, functions, stated, isAsync }: ClassifyInput): Classified {
  if (stated) return { kind: stated, because: 'stated', evidence: [] };
  if (isAsync || functions.some((fn) => types.returnsPromise(fn)))
    return { kind: 'async', because: 'asynchronous', evidence: [] };
  const walk = createWalk(ts, types);
  for (const fn of functions) {
    const evidence = walk(fn);
    if (evidence) return { kind: 'blocking', because: 'blocks', evidence };
  }
  return { kind: 'cpu-bound', because: 'computes', evidence: [] };
}

/** Depth first through the project's call graph; a function is looked at once, so cycles end. */
function createWalk(ts: TypeScript, types: TypeInfo) {
  const seen = new Set<ts.Node>();
  return walk;

  function walk(fn: ts.Node): readonly Evidence[] | undefined {
    if (seen.has(fn)) return undefined;
    seen.add(fn);
    let found: readonly Evidence[] | undefined;
    const visit = (node: ts.Node): void => {
      if (found || ts.isTypeNode(node)) return;
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) found = evidenceOf(node);
      if (!found) ts.forEachChild(node, visit);
    };
    ts.forEachChild(fn, visit);
    return found;
  }

  function evidenceOf(call: ts.CallExpression | ts.NewExpression): readonly Evidence[] | undefined {
    const here = (text: string): Evidence => ({
      file: call.getSourceFile(),
      span: { start: call.getStart(), end: call.expression.end },
      text,
    });
    const blocking = blockingName(call.expression);
    if (blocking) return [here(`'${blocking}' blocks its thread.`)];
    const name = lastName(call.expression);
    for (const target of name ? types.targetsOf(name) : []) {
      const body = bodyOf(target);
      const deeper = body && walk(body);
      if (deeper) return [here(`It calls '${name!.text}'.`), ...deeper];
    }
    return undefined;
  }

  function lastName(expression: ts.Expression): ts.Identifier | undefined {
    if (ts.isIdentifier(expression)) return expression;
    return ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.name) ? expression.name : undefined;
  }

  function bodyOf(target: ts.Declaration): ts.Node | undefined {
    if (ts.isVariableDeclaration(target) && target.initializer)
      target = target.initializer as unknown as ts.Declaration;
    return (target as ts.FunctionLikeDeclaration).body && !target.getSourceFile().isDeclarationFile
      ? target
      : undefined;
  }

  /** `node:fs readFileSync`, where a call blocks by the table. */
  function blockingName(callee: ts.Expression): string | undefined {
    if (callee.getText() === 'Atomics.wait') return 'Atomics.wait';
    for (const { module, member } of origins(callee)) {
      const bare = module.replace(/^node:/, '');
      if (member && Object.hasOwn(blockingCalls, bare) && blockingCalls[bare]!.test(member))
        return `${module} ${member}`;
    }
    return undefined;
  }

  /** Where a callee comes from: the module and the member asked of it, by its import or by where its type is declared. */
  function* origins(callee: ts.Expression): Iterable<{ module: string; member: string }> {
    const name = lastName(callee);
    let root: ts.Expression = callee;
    while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isNewExpression(root))
      root = root.expression;
    if (ts.isIdentifier(root)) yield* importedAs(root, name?.text ?? root.text, new Set());
    if (name && name !== root) {
      for (const d of types.targetsOf(name)) {
        const module = /\/node_modules\/(?:@types\/)?(?:node\/)?((?:@[^/]+\/)?[^/]+?)(?:\.d\.[cm]?ts|\/.*)$/.exec(
          d.getSourceFile().fileName,
        )?.[1];
        if (module) yield { module, member: name.text };
      }
    }
  }

  function* importedAs(
    root: ts.Identifier,
    member: string,
    visited: Set<ts.Node>,
  ): Iterable<{ module: string; member: string }> {
    for (const d of types.declarationsOf(root)) {
      if (visited.has(d)) continue;
      visited.add(d);
      const module = moduleOf(d);
      if (module && ts.isImportSpecifier(d)) {
        const imported = (d.propertyName ?? d.name).text;
        yield { module, member: imported === 'default' ? member : imported };
        // `import { fs } …; fs.readFileSync` and objects made by an imported class
        if (imported !== member) yield { module, member };
      } else if (module) yield { module, member: member === root.text ? 'default' : member };
      else if (ts.isBindingElement(d) && ts.isVariableDeclaration(d.parent.parent)) {
        // `const { readFileSync: read } = fs`
        const { initializer } = d.parent.parent;
        const taken = d.propertyName ?? d.name;
        if (initializer && ts.isIdentifier(initializer) && ts.isIdentifier(taken))
          yield* importedAs(initializer, member === root.text ? taken.text : member, visited);
      } else if (ts.isVariableDeclaration(d) && d.initializer && lastName(d.initializer)) {
        // `const read = fs.readFileSync`, `const files = fs`
        const name = lastName(d.initializer)!;
        const from = ts.isPropertyAccessExpression(d.initializer) ? d.initializer.expression : name;
        if (ts.isIdentifier(from)) yield* importedAs(from, member === root.text ? name.text : member, visited);
      } else if (ts.isVariableDeclaration(d) && d.initializer) {
        // `const db = new Database(…)`, used as `db.prepare(…)`; `const run = createSyncFn(…)`, used as `run(…)`
        const { initializer } = d;
        const made =
          ts.isNewExpression(initializer) || (ts.isCallExpression(initializer) && member === root.text)
            ? initializer.expression
            : undefined;
        const maker = made && (ts.isPropertyAccessExpression(made) ? made.expression : made);
        if (maker && ts.isIdentifier(maker)) yield* importedAs(maker, lastName(made)?.text ?? maker.text, visited);
      }
    }
  }

  function moduleOf(d: ts.Declaration): string | undefined {
    let node: ts.Node = d;
    while (
      node &&
      !ts.isImportDeclaration(node) &&
      !ts.isImportEqualsDeclaration(node) &&
      !ts.isVariableDeclaration(node) &&
      !ts.isSourceFile(node)
    )
      node = node.parent;
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) return node.moduleSpecifier.text;
    if (
      ts.isImportEqualsDeclaration(node) &&
      ts.isExternalModuleReference(node.moduleReference) &&
      ts.isStringLiteral(node.moduleReference.expression)
    )
      return node.moduleReference.expression.text;
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer &&
      ts.isCallExpression(node.initializer) &&
      node.initializer.expression.getText() === 'require' &&
      node.initializer.arguments[0] &&
      ts.isStringLiteral(node.initializer.arguments[0])
    )
      return node.initializer.arguments[0].text;
    return undefined;
  }
}
