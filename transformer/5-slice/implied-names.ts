/** Names that compiled code refers to though the text does not: JSX factories, and types that decorators turn into values. */
import type ts from 'typescript';
import type { TypeScript } from '../types';

/** Names that JSX compiles to calls of, where it is not imported by the compiler itself: `React`, `h`, `Fragment`. */
export function jsxNames(ts: TypeScript, file: ts.SourceFile, options: ts.CompilerOptions): Set<string> {
  if (options.jsx === ts.JsxEmit.ReactJSX || options.jsx === ts.JsxEmit.ReactJSXDev) return new Set();
  const factory = pragma(file, 'jsx') ?? options.jsxFactory ?? options.reactNamespace ?? 'React';
  const fragment = pragma(file, 'jsxfrag') ?? options.jsxFragmentFactory ?? options.reactNamespace ?? factory;
  return new Set([factory, fragment].map((name) => name.split('.')[0]!));
}

function pragma(file: ts.SourceFile, name: string): string | undefined {
  type Written = { arguments: { factory?: string | { value: string } } };
  const all = (file as unknown as { pragmas?: ReadonlyMap<string, Written | Written[]> }).pragmas?.get(name);
  const factory = (Array.isArray(all) ? all[0] : all)?.arguments.factory;
  return typeof factory === 'object' ? factory.value : factory;
}

/** `emitDecoratorMetadata` turns the types of decorated members into values. */
export function metadataNames(ts: TypeScript, decorated: ts.Node): ts.Identifier[] {
  const names: ts.Identifier[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) {
      let name: ts.EntityName = node.typeName;
      while (ts.isQualifiedName(name)) name = name.left;
      names.push(name);
    }
    ts.forEachChild(node, walk);
  };
  walk(decorated);
  return names;
}
