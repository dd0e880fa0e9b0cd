/**
 * The check of every worker module before it is written: each free name must be one that
 * the user's text took from outside, and none may be declared twice, or the build fails as a bug of ours.
 */
import type ts from 'typescript';
import { createProgramOf } from '../syntax/internals';
import type { TypeScript } from '../types';

/** `Cannot find name` in its variants: by itself, with a suggestion, with a hint on types to install, as a shorthand. */
const cannotFindName = new Set([
  2304, 2552, 2580, 2581, 2582, 2583, 2584, 2585, 2591, 2592, 2593, 2662, 2663, 2867, 2868, 18004,
]);

/** Names that come with code that the compiler writes for other code, and with the module wrapper. */
const wrapper = new Set([
  'exports',
  'module',
  'require',
  '__dirname',
  '__filename',
  'globalThis',
  'undefined',
  'arguments',
  'Object',
  'URL',
  'Symbol',
  'Promise',
  'Reflect',
  'Error',
  'TypeError',
  'Array',
  'String',
  'Number',
  'Boolean',
  'BigInt',
  'Function',
  'Math',
  'WeakMap',
  'WeakSet',
]);

const declaredTwice = 2451;

/**
 * Names that no worker module may have: free ones, and those that are declared twice.
 * `known` are names that the user's text takes from outside, `isOwn` tells those that it declares itself.
 */
export function wrongNames(
  ts: TypeScript,
  text: string,
  fileName: string,
  known: ReadonlySet<string>,
  isOwn: (name: string) => boolean,
): { free: string[]; twice: string[] } {
  const name = fileName.endsWith('x') ? '/module.jsx' : '/module.js';
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  forgetJSDoc(ts, file);
  const options: ts.CompilerOptions = {
    allowJs: true,
    checkJs: true,
    noLib: true,
    noResolve: true,
    noEmit: true,
    strict: false, // names are asked for, not types: "this" in an object literal can keep the checker busy for ever
    types: [],
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    jsx: ts.JsxEmit.Preserve,
  };
  const host: ts.CompilerHost = {
    getSourceFile: (f) => (f === name ? file : undefined),
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (f) => f,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (f) => f === name,
    readFile: () => undefined,
  };
  const program = createProgramOf(ts)({ rootNames: [name], options, host });
  const helpers = file.statements.filter((s) => isHelper(ts, s));
  const names = new Set<string>();
  const twice = new Set<string>();
  for (const d of program.getSemanticDiagnostics(file)) {
    if (d.start === undefined) continue;
    const free = text.slice(d.start, d.start + (d.length ?? 0));
    if (d.code === declaredTwice) twice.add(free);
    const at = d.start;
    if (!cannotFindName.has(d.code) || helpers.some((h) => h.pos <= at && at < h.end)) continue;
    if (/^[\p{ID_Start}_$]/u.test(free) && !known.has(free) && (isOwn(free) || !wrapper.has(free))) names.add(free);
  }
  return { free: [...names], twice: [...twice] };
}

/** `var __awaiter = (this && this.__awaiter) || …`: the compiler's own, with all that it needs. */
function isHelper(ts: TypeScript, statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(({ name, initializer: e }) => {
    if (!ts.isIdentifier(name) || !e || !ts.isBinaryExpression(e) || !ts.isParenthesizedExpression(e.left))
      return false;
    const known = e.left.expression;
    return (
      ts.isBinaryExpression(known) &&
      known.left.kind === ts.SyntaxKind.ThisKeyword &&
      ts.isPropertyAccessExpression(known.right) &&
      known.right.name.text === name.text
    );
  });
}

/** In JavaScript the checker takes the types in comments for types; names in them are no one's business at run time. */
function forgetJSDoc(ts: TypeScript, node: ts.Node): void {
  delete (node as { jsDoc?: unknown }).jsDoc;
  ts.forEachChild(node, (child) => forgetJSDoc(ts, child));
}
