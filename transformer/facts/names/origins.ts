/** Where a declaration comes from, as its users would say it: a module, and the path to it from there. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';
import { isRuntime } from './runtime-files';

export interface Origin {
  /** `node:fs`, `better-sqlite3`; `globalThis` for what the language has; the file, without extension, in the project. */
  readonly module: string;
  /** `readFileSync`, `Statement.all`; `make()` for what a call of `make` gave. */
  readonly member: string;
}

/** For something that is only declared where we see it; of the project's own code too, by its file. */
export function originOf(ts: TypeScript, declaration: ts.Node): Origin {
  const file = declaration.getSourceFile();
  const names: string[] = [];
  for (let node: ts.Node = declaration; node && node !== file; node = node.parent) {
    if (ts.isModuleDeclaration(node)) {
      if (ts.isStringLiteral(node.name)) return { module: node.name.text, member: names.join('.') };
      if (!isOnFunction(ts, node)) continue;
    }
    const name = ts.isExportAssignment(node) ? undefined : (node as ts.NamedDeclaration).name;
    if (name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name)))
      names.unshift(name.text);
  }
  return { module: moduleOfFile(file), member: names.join('.') };
}

/** `function sync() {} namespace sync { … }`: the namespace's name is one that is called; others only sort. */
function isOnFunction(ts: TypeScript, namespace: ts.ModuleDeclaration): boolean {
  const { parent } = namespace;
  const beside = ts.isSourceFile(parent) || ts.isModuleBlock(parent) ? parent.statements : [];
  return beside.some((s) => ts.isFunctionDeclaration(s) && s.name?.text === namespace.name.text);
}

function moduleOfFile(file: ts.SourceFile): string {
  const { fileName } = file;
  if (isRuntime(fileName)) return 'unsync';
  if (file.isDeclarationFile && (file.hasNoDefaultLib || /\/lib\.[^/]*\.d\.ts$/.test(fileName)))
    return /\/lib\.(?:dom|webworker)\b/.test(fileName) ? 'web' : 'globalThis';
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(fileName)?.[1];
  if (!inPackage || !file.isDeclarationFile) return withoutExtension(fileName);
  // `@types/node`, `@types/scope__name`
  const typed = /^@types\/(.+)$/.exec(inPackage)?.[1];
  if (!typed) return inPackage;
  return typed.includes('__') ? `@${typed.replace('__', '/')}` : typed;
}

/** Of the language, the platform or Node. */
export function isLibrary(declaration: ts.Node): boolean {
  return /\/(?:lib\.[^/]*|@types\/node\/.*)\.d\.ts$/.test(declaration.getSourceFile().fileName);
}

export const withoutExtension = (file: string): string => file.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
