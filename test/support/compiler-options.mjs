/** Compiler options of the programs in `test/trust`, `test/diagnostics` and `test/fixtures`: for their tests, and for `npm run sharpness`. */
const common = (ts) => ({
  strict: true,
  target: ts.ScriptTarget.ES2022,
  types: ['node'],
  skipLibCheck: true,
});
const nodeNext = (ts) => ({
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  resolveJsonModule: true,
  sourceMap: true,
});

export const ofTrust = (ts) => ({
  ...common(ts),
  ...nodeNext(ts),
  lib: ['lib.esnext.d.ts'],
  noUncheckedIndexedAccess: true,
});

export const ofFixtures = (ts) => ({
  ...common(ts),
  ...nodeNext(ts),
  lib: ['lib.es2023.d.ts'],
  declaration: true,
  noUnusedLocals: true,
  jsx: ts.JsxEmit.React,
});

export const ofDiagnostics = (ts) => ({
  ...common(ts),
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  outDir: '/out',
  noUnusedLocals: true,
});

/** Those that first lines of a file set, `// @module: commonjs`, as JSON. */
export function inComments(text) {
  const toOption = (name, value) =>
    /^(?:true|false)$/.test(value) ? value === 'true' : name === 'lib' ? [value] : value;
  const set = [...text.matchAll(/^\/\/ @(\w+): (\S+)$/gm)];
  return JSON.stringify(Object.fromEntries(set.map(([, name, value]) => [name, toOption(name, value)])));
}
