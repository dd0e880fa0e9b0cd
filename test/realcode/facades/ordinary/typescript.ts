import ts from 'typescript';

/** @unsync */
export function transpile(code: string): ts.TranspileOutput {
  return ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022 }, reportDiagnostics: true });
}

/** @unsync */
export function parse(name: string, code: string): ts.SourceFile {
  return ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
}

/** @unsync */
export function countFunctions(name: string, code: string): number {
  let functions = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) functions++;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, code, ts.ScriptTarget.Latest));
  return functions;
}
