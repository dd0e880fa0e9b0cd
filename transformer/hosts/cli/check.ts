/**
 * Host: `unsync check`. Types, and nothing else, by TypeScript 7's own engine: it is served the virtual text of marked
 * files in place of the user's, and what it finds is put back to the user's places and words. What can't be moved to
 * a worker is for `unsync build` to find.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { mayHaveMarks } from '../../1-find/1-find';
import { createMapper } from '../../3-relocate/3-relocate';
import { toDiagnostic } from '../../diagnostics';
import { adopt, prepare } from '../../pipeline';
import { asUsers, unusedTasks } from '../../program/tsc-diagnostics';
import type { MarkedFile, TypeScript } from '../../types';
import { configFile, NO_COMPILER, type Output, print, relative } from '../command';
import { findCompiler, findNative, type Native, noCompiler, noNative, unknownNative } from '../compiler';
import { type Found, type NativeProgram, startEngine } from './native';
import { projectsOf } from './projects';

/** Gives the exit code: 0, 2 where there are errors, as `tsc --noEmit` has it, 1 where nothing could be checked. */
export async function runCheck(args: readonly string[], { out, err, colours }: Output): Promise<number> {
  const fail = (message: string) => (err(`unsync: ${message}\n`), NO_COMPILER);
  const [option, project = '.', ...rest] = args;
  if ((option !== undefined && option !== '-p' && option !== '--project') || rest.length || args.length === 1)
    return fail(`'${args.join(' ')}' is not what check takes.\nunsync check [-p tsconfig.json]`);
  const config = configFile(project);
  if (!config) return fail(`there is no '${project}'. Name a tsconfig.json, or its folder, with -p.`);
  const folder = path.dirname(config);
  const native = findNative(folder);
  if (!native) return fail(noNative('check asks'));
  if (!native.api) return fail(unknownNative(native.version));
  const ts = findCompiler(folder);
  if (!ts) return fail(noCompiler('check reads marks with'));

  const all: ts.Diagnostic[] = [];
  // one after the other: each has its own options, and may see a file in its own way
  for (const each of projectsOf(ts, config)) {
    if (!fs.existsSync(each.config))
      return fail(`there is no '${relative(each.config)}', which a tsconfig.json refers to.`);
    const found = await check(ts, native.api, each.config);
    if (!found) return fail(`TypeScript does not open '${relative(each.config)}'.`);
    all.push(...found);
  }
  out(print(ts, ts.sortAndDeduplicateDiagnostics(all), colours));
  return all.some((d) => d.category === ts.DiagnosticCategory.Error) ? 2 : 0;
}

/** Nothing, where the engine does not open it. */
async function check(
  ts: TypeScript,
  api: NonNullable<Native['api']>,
  config: string,
): Promise<ts.Diagnostic[] | undefined> {
  const virtual = createVirtualFiles(ts);
  const engine = await startEngine(api, (name) => virtual.read(name));
  try {
    const { options, program } = engine.open(config, ({ isolatedDeclarations }) => {
      virtual.isolatedDeclarations = !!isolatedDeclarations;
    });
    if (!program) return undefined;
    const found = inOrder(program, virtual.ofUser);
    const unused = options['noUnusedLocals'] ? virtual.marked().flatMap((m) => unusedTasks(ts, m)) : [];
    const ours = virtual.marked().flatMap((m) => m.problems.filter((p) => p.category === 'error'));
    return [...found, ...unused, ...ours.map((p) => toDiagnostic(ts, p))];
  } finally {
    engine.close();
  }
}

/** As tsc asks: what comes later is not reported beside what comes first. */
function inOrder(program: NativeProgram, ofUser: (found: readonly Found[]) => ts.Diagnostic[]): ts.Diagnostic[] {
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

  /** Holds for what is wrong with the text that we put into JavaScript: it is TypeScript. */
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
