/**
 * Host: `unsync check`. Types, and nothing else, by TypeScript 7's own engine: it is served the virtual text of marked
 * files in place of the user's, and what it finds is put back to the user's places and words. What can't be moved to
 * a worker is for `unsync build` to find.
 */
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type ts from 'typescript';
import { mayHaveMarks } from '../1-find';
import { createMapper } from '../3-relocate';
import { toDiagnostic } from '../diagnostics';
import { adopt, prepare } from '../pipeline';
import { asUsers, unusedTasks } from '../tsc-diagnostics';
import type { MarkedFile, TypeScript } from '../types';
import { configFile, type Output, print } from './command';
import { findCompiler, findNative, noCompiler, noNative } from './compiler';

// what is used of 'typescript/unstable/sync', as of 7.0

interface Api {
  parseConfigFile(file: string): { options: Readonly<Record<string, unknown>> };
  updateSnapshot(changes: { openProjects: string[] }): { getProject(config: string): { program: Program } | undefined };
  close(): void;
}
interface Program {
  getConfigFileParsingDiagnostics(): readonly Found[];
  getSyntacticDiagnostics(): readonly Found[];
  getProgramDiagnostics(): readonly Found[];
  getGlobalDiagnostics(): readonly Found[];
  getSemanticDiagnostics(): readonly Found[];
}
interface Found {
  readonly fileName?: string | undefined;
  readonly pos: number;
  readonly end: number;
  readonly code: number;
  readonly category: number;
  readonly text: string;
  readonly reportsUnnecessary?: boolean | undefined;
  readonly messageChain?: readonly Found[] | undefined;
  readonly relatedInformation?: readonly Found[] | undefined;
}
interface Native {
  API: new (options: { cwd: string; fs: { readFile(name: string): string | undefined } }) => Api;
}

/** Gives the exit code: 0, 2 where there are errors, as `tsc --noEmit` has it, 1 where nothing could be checked. */
export async function runCheck(args: readonly string[], { out, err, colours }: Output): Promise<number> {
  const fail = (message: string) => (err(`unsync: ${message}\n`), 1);
  const [option, project = '.', ...rest] = args;
  if ((option !== undefined && option !== '-p' && option !== '--project') || rest.length || args.length === 1)
    return fail(`'${args.join(' ')}' is not what check takes.\nunsync check [-p tsconfig.json]`);
  const config = configFile(project);
  if (!config) return fail(`there is no '${project}'. Name a tsconfig.json, or its folder, with -p.`);
  const folder = path.dirname(config);
  const native = findNative(folder);
  if (!native) return fail(noNative('check asks'));
  const ts = findCompiler(folder);
  if (!ts) return fail(noCompiler('check reads marks with'));

  const { API } = (await import(pathToFileURL(native).href)) as Native;
  const virtual = createVirtualFiles(ts);
  const api = new API({ cwd: process.cwd(), fs: { readFile: (name) => virtual.read(name) } });
  try {
    const { options } = api.parseConfigFile(config);
    virtual.isolatedDeclarations = !!options['isolatedDeclarations'];
    const opened = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    if (!opened) return fail(`TypeScript does not open '${config}'.`);
    const found = inOrder(opened.program, virtual.ofUser);
    const unused = options['noUnusedLocals'] ? virtual.marked().flatMap((m) => unusedTasks(ts, m)) : [];
    const ours = virtual.marked().flatMap((m) => m.problems.filter((p) => p.category === 'error'));
    const all = ts.sortAndDeduplicateDiagnostics([...found, ...unused, ...ours.map((p) => toDiagnostic(ts, p))]);
    out(print(ts, all, colours));
    return all.some((d) => d.category === ts.DiagnosticCategory.Error) ? 2 : 0;
  } finally {
    close(api);
  }
}

/** By a signal that the engine can't handle: of the other it now and then says `context canceled`, to the user. */
function close(api: Api): void {
  const { client } = api as unknown as { client?: { channel?: { child?: { kill(signal: string): void } } } };
  const child = client?.channel?.child;
  if (child) child.kill('SIGKILL');
  else api.close();
}

/** As tsc asks: what comes later is not reported beside what comes first. */
function inOrder(program: Program, ofUser: (found: readonly Found[]) => ts.Diagnostic[]): ts.Diagnostic[] {
  const asked = [
    () => [...program.getConfigFileParsingDiagnostics(), ...program.getSyntacticDiagnostics()],
    () => [...program.getProgramDiagnostics(), ...program.getGlobalDiagnostics()],
    () => program.getSemanticDiagnostics(),
  ];
  for (const ask of asked) {
    const found = ofUser(ask());
    if (found.length) return found;
  }
  return [];
}

/** Codes of "… can only be used in TypeScript files". */
const notInJavaScript = { first: 8002, last: 8038 };

interface VirtualFile {
  readonly marked: MarkedFile;
  readonly to: ReturnType<typeof createMapper>;
}

/** The texts that the engine is given in place of the user's, and the way back. */
function createVirtualFiles(ts: TypeScript) {
  const byName = new Map<string, VirtualFile | undefined>();
  const trees = new Map<ts.SourceFile, MarkedFile>();
  const plain = new Map<string, ts.SourceFile>();
  const files = {
    isolatedDeclarations: false,

    /** The virtual text of a file with marks; nothing for what the engine is to read itself. */
    read(name: string): string | undefined {
      if (!/\.[cm]?[jt]sx?$/.test(name) || /\.d\.[cm]?ts$/.test(name) || name.includes('/node_modules/'))
        return undefined;
      const text = ts.sys.readFile(name);
      if (text === undefined || !mayHaveMarks(text)) return undefined;
      const withParents = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
      const { parseDiagnostics } = withParents as unknown as { parseDiagnostics: readonly unknown[] };
      const result = parseDiagnostics.length ? undefined : prepare(ts, withParents, files);
      if (!result) return undefined;
      const { found, virtual } = result;
      const tree = parsed(name, virtual.text);
      const marked = adopt(ts, tree, found, virtual, text);
      byName.set(name, { marked, to: createMapper(virtual.segments) });
      trees.set(tree, marked);
      return virtual.text;
    },

    marked: (): MarkedFile[] => [...trees.values()],

    ofUser(found: readonly Found[]): ts.Diagnostic[] {
      return found.filter((d) => !isOurs(d)).flatMap((d) => asUsers(ts, trees, { ...placed(d), ...details(d) }));
    },
  };
  return files;

  /** What is wrong with the text that we put into JavaScript: it is TypeScript. */
  function isOurs({ fileName = '', code, pos }: Found): boolean {
    const { first, last } = notInJavaScript;
    return code >= first && code <= last && !!byName.get(fileName)?.to.isInserted(pos);
  }

  function placed(d: Found): ts.DiagnosticRelatedInformation {
    const { code, category, messageChain } = d;
    const messageText = messageChain?.length ? chain(d) : d.text;
    if (d.fileName === undefined)
      return { file: undefined, start: undefined, length: undefined, code, category, messageText };
    const virtual = byName.get(d.fileName);
    const file = virtual?.marked.file ?? plainFile(d.fileName);
    const start = virtual ? virtual.to.start(d.pos) : d.pos;
    const end = virtual ? Math.max(virtual.to.end(d.end), start) : d.end;
    return { file, start, length: end - start, code, category, messageText };
  }

  function details(d: Found): Partial<ts.Diagnostic> {
    return {
      ...(d.relatedInformation?.length && { relatedInformation: d.relatedInformation.map(placed) }),
      ...(d.reportsUnnecessary && { reportsUnnecessary: {} }),
    };
  }

  function chain({ text, category, code, messageChain }: Found): ts.DiagnosticMessageChain {
    return { messageText: text, category, code, ...(messageChain?.length && { next: messageChain.map(chain) }) };
  }

  /** For its lines. */
  function plainFile(name: string): ts.SourceFile {
    let file = plain.get(name);
    if (!file) plain.set(name, (file = parsed(name, ts.sys.readFile(name) ?? '')));
    return file;
  }

  /** With the path that a program gives it, by which findings are sorted. */
  function parsed(name: string, text: string): ts.SourceFile {
    return Object.assign(ts.createSourceFile(name, text, ts.ScriptTarget.Latest), { path: name });
  }
}
