/**
 * Host: typescript-eslint, as a parser around the project's own. The tree that rules walk, and the scopes in it, are
 * what that parser makes of the text that ESLint gives; types are asked of the same program with marks in it.
 */
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type ts from 'typescript';
import { packageVersion } from '../7-emit/package-version';
import { createCounterparts } from '../program/node-map';
import { type MarkedProgram, withMarks } from '../program/program';
import { isSupported } from '../syntax/internals';
import type { MarkedFile, TypeScript } from '../types';

/** Members that are used of `parserServices`, by the names of typescript-eslint 8. */
interface Services {
  /** Nothing where the project is linted without types. */
  readonly program: ts.Program | null;
  readonly esTreeNodeToTSNodeMap: Pick<WeakMap<EsNode, ts.Node>, 'get' | 'has'>;
  readonly tsNodeToESTreeNodeMap: Pick<WeakMap<ts.Node, EsNode>, 'get' | 'has'>;
}
interface TypedServices extends Services {
  getSymbolAtLocation(node: EsNode): ts.Symbol | undefined;
  getTypeAtLocation(node: EsNode): ts.Type;
}
interface EsNode {
  readonly type: string;
}
/** The result of parsing, as ESLint takes it, whose own types say more of it. */
interface Parsed {
  ast: any;
  scopeManager: any;
  visitorKeys: any;
  services: any;
}
interface Parser {
  readonly meta: { readonly name: string; readonly version: string };
  parseForESLint(text: string, options?: object): Parsed;
}
interface Toolchain {
  readonly ts: TypeScript;
  readonly parser: Pick<Parser, 'parseForESLint'>;
}

/** One object of a flat config. */
interface Config {
  readonly name: string;
  readonly files: string[];
  readonly languageOptions: { readonly parser: Parser };
}

/** To stand after those of typescript-eslint. Throws where that is not installed. */
function unsync(): Config {
  toolchain();
  return { name: 'unsync', files: ['**/*.{ts,tsx,mts,cts}'], languageOptions: { parser } };
}

// one function is the module: ES modules and CommonJS import it alike
export = unsync;

const parser: Parser = {
  meta: { name: 'unsync/eslint', version: packageVersion() },
  parseForESLint(text, options) {
    const { ts, parser } = toolchain();
    const parsed = parser.parseForESLint(text, options);
    const services = parsed.services as Services;
    return services.program && markedOf(ts, services.program).files.size
      ? { ...parsed, services: withTypes(ts, services, services.program, parsed.ast) }
      : parsed;
  },
};

// ------------------------------------------------------------------- services

function withTypes(ts: TypeScript, services: Services, original: ts.Program, ast: EsNode): TypedServices {
  const { program, files } = markedOf(ts, original);
  const checker = program.getTypeChecker();
  const users = services.esTreeNodeToTSNodeMap.get(ast) as ts.SourceFile;
  const marked = files.get(program.getSourceFile(users.fileName)!);
  const maps = marked ? mapsOf(ts, services, users, marked) : services;
  const toNode = (node: EsNode) => maps.esTreeNodeToTSNodeMap.get(node)!;
  return {
    ...services,
    ...maps,
    program,
    getSymbolAtLocation: (node: EsNode) => checker.getSymbolAtLocation(toNode(node)),
    getTypeAtLocation: (node: EsNode) => checker.getTypeAtLocation(toNode(node)),
  };
}

function mapsOf(ts: TypeScript, services: Services, users: ts.SourceFile, marked: MarkedFile) {
  const { toMarked, toUsers, properties } = createCounterparts(ts, users, marked);
  const { esTreeNodeToTSNodeMap: toTs, tsNodeToESTreeNodeMap: toEs } = services;
  return {
    esTreeNodeToTSNodeMap: {
      has: (node: EsNode) => toTs.has(node),
      get(node: EsNode) {
        const own = toTs.get(node);
        // one node of TypeScript's is a property and its function
        return own && ((node.type === 'Property' && properties.get(own)) || toMarked(own));
      },
    },
    tsNodeToESTreeNodeMap: {
      has: (node: ts.Node) => toEs.has(toUsers(node)),
      get: (node: ts.Node) => toEs.get(toUsers(node)),
    },
  };
}

// ------------------------------------------------------------------- programs

const known = new WeakMap<ts.Program, MarkedProgram>();
/** Of each project, the last: another program of the same files, which editors ask for again and again, is that one. */
const last = new Map<string, ts.Program>();

function markedOf(ts: TypeScript, original: ts.Program): MarkedProgram {
  const options = original.getCompilerOptions();
  const project = String(options['configFilePath'] ?? '');
  const before = last.get(project);
  const made =
    known.get(original) ??
    (before && isSame(before, original) ? known.get(before)! : withMarks(ts, original, createHost(ts, original)));
  if (!known.has(original)) for (const marked of made.files.values()) document(ts, marked);
  known.set(original, made);
  last.set(project, original);
  return made;
}

function isSame(a: ts.Program, b: ts.Program): boolean {
  const [before, after] = [a.getSourceFiles(), b.getSourceFiles()];
  return (
    a.getCompilerOptions() === b.getCompilerOptions() &&
    before.length === after.length &&
    before.every((file, i) => file === after[i])
  );
}

/** For what the other program has not read: our own declarations. */
function createHost(ts: TypeScript, program: ts.Program): ts.CompilerHost {
  const host = ts.createCompilerHost(program.getCompilerOptions());
  const { isSourceOfProjectReferenceRedirect } = program as unknown as {
    isSourceOfProjectReferenceRedirect(file: string): boolean;
  };
  const isFromSources = program.getSourceFiles().some((file) => isSourceOfProjectReferenceRedirect(file.fileName));
  return Object.assign(host, {
    getCurrentDirectory: () => program.getCurrentDirectory(),
    jsDocParsingMode: ts.JSDocParsingMode.ParseAll,
    // where an editor's would read the sources of other projects, so do we
    useSourceOfProjectReferenceRedirect: () => isFromSources,
  });
}

/** Everything in the comment of a function is said of what callers see: that it is deprecated. */
function document(ts: TypeScript, { tasks }: MarkedFile): void {
  type Documented = ts.Node & { jsDoc?: ts.JSDoc[] };
  for (const { mark, visibleNodes } of tasks)
    [...mark.overloads, mark.node].forEach((written, i) => {
      const visible = visibleNodes[i] as Documented | undefined;
      const { jsDoc } = written as Documented;
      if (visible && jsDoc && visible.kind !== ts.SyntaxKind.ModuleDeclaration) visible.jsDoc ??= jsDoc;
    });
}

// ------------------------------------------------------------------ toolchain

let found: Toolchain | undefined;

/** typescript-eslint's parser as the project has it, and the compiler that this parser works with. */
function toolchain(): Toolchain {
  return (found ??= find());
}

function find(): Toolchain {
  for (const from of [path.resolve('package.json'), __filename]) {
    const file =
      resolve(resolve(from, 'typescript-eslint'), '@typescript-eslint/parser') ??
      resolve(from, '@typescript-eslint/parser');
    if (!file) continue;
    const require = createRequire(file);
    const ts = require('typescript') as TypeScript;
    if (!isSupported(ts.version))
      throw new Error(
        `unsync/eslint needs typescript-eslint to work with TypeScript 5.9 or 6.0, and it has ${ts.version}.`,
      );
    const parser = require(file) as Parser;
    const [major = 0, minor = 0] = parser.meta.version.split('.').map(Number);
    if (major < 8 || (major === 8 && minor < 50))
      throw new Error(
        `unsync/eslint works with typescript-eslint 8.50 or later, and ${parser.meta.version} is installed here. Run: npm install --save-dev typescript-eslint@8`,
      );
    return { ts, parser };
  }
  throw new Error(
    'unsync/eslint works with the parser of typescript-eslint, which is not installed here. Run: npm install --save-dev typescript-eslint',
  );
}

function resolve(from: string | undefined, name: string): string | undefined {
  try {
    return from && createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
