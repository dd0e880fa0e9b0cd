/**
 * The seam with TypeScript's programs: from the program a host made of the user's text, one with the
 * virtual text of marked files, relocated. Reaches for what TypeScript keeps on its objects but does
 * not declare; the names are those of 5.9 and 6.0.
 */
import { createHash } from 'node:crypto';
import type ts from 'typescript';
import { mayHaveMarks } from '../1-find/1-find';
import { createVersions } from '../7-emit/versions';
import { adopt, prepare } from '../pipeline';
import { createProgramOf } from '../syntax/internals';
import type { Found, MarkedFile, TypeScript, VirtualText } from '../types';

export interface MarkedProgram {
  /** The host's own where no file has marks. */
  readonly program: ts.Program;
  /** Every file that unsync has business with. */
  readonly files: ReadonlyMap<ts.SourceFile, MarkedFile>;
}

/** What was made of a file of the user's: the next program has it, too, where the file has not changed. */
interface Kept {
  readonly found: Found;
  readonly virtual: VirtualText;
  readonly tree: ts.SourceFile;
  /** What the tree depends on besides its text. */
  readonly options: ts.CompilerOptions;
  readonly format: ts.ResolutionMode;
  /** Once it has been in a program. */
  marked?: MarkedFile;
}
const kept = new WeakMap<ts.SourceFile, Kept>();

/** Of user's files, whether they are looked at for marks: a program has hundreds, and the next has most of them, too. */
const mayBeMarked = new WeakMap<ts.SourceFile, boolean>();

function isLookedAt(program: ts.Program, file: ts.SourceFile): boolean {
  let known = mayBeMarked.get(file);
  if (known === undefined) mayBeMarked.set(file, (known = mayHaveMarks(file.text) && !parseErrors(file).length));
  return known && isProjectCode(program, file);
}

/**
 * @param salt goes into the version of every marked file, so that another unsync, or other options, rebuild it; without,
 * nobody asks for versions
 */
export function withMarks(ts: TypeScript, program: ts.Program, host: ts.CompilerHost, salt?: string): MarkedProgram {
  const prepared = new Map<ts.SourceFile, Kept>();
  const trees = new Map<string, ts.SourceFile>();
  const versionsOf = salt === undefined ? undefined : createVersions(program);
  for (const raw of program.getSourceFiles()) {
    if (!isLookedAt(program, raw)) continue;
    const made = treeOf(ts, raw, program, host);
    if (!made) continue;
    copyInternals(made.tree, raw, program);
    if (versionsOf) setVersion(made.tree, raw, salt + versionsOf(raw).join());
    trees.set(raw.fileName, made.tree);
    prepared.set(raw, made);
  }
  const files = new Map<ts.SourceFile, MarkedFile>();
  if (!prepared.size) return { program, files };
  const marked = createWith(ts, program, host, trees);
  for (const [raw, made] of prepared) {
    made.marked ??= adopt(ts, made.tree, made.found, made.virtual, raw.text);
    files.set(made.tree, made.marked);
  }
  return { program: marked, files };
}

/** Nothing, for a file that unsync has no business with. */
function treeOf(ts: TypeScript, raw: ts.SourceFile, program: ts.Program, host: ts.CompilerHost): Kept | undefined {
  const options = program.getCompilerOptions();
  const format = raw.impliedNodeFormat;
  const known = kept.get(raw);
  if (known?.options === options && known.format === format) return known;
  const withParents = ts.createSourceFile(raw.fileName, raw.text, ts.ScriptTarget.Latest, true, scriptKind(raw));
  const result = prepare(ts, withParents, { isolatedDeclarations: !!options.isolatedDeclarations });
  if (!result) return undefined;
  const parsing = parseOptions(ts, raw, options, host);
  const tree = ts.createSourceFile(raw.fileName, result.virtual.text, parsing, false, scriptKind(raw));
  const made: Kept = { ...result, tree, options, format };
  kept.set(raw, made);
  return made;
}

/** The last program that was made, by what the user's program knows of where modules are: the next has that, too, where no import has changed. */
const last = new WeakMap<object, ts.Program>();

/** Makes a program anew, with some of its files replaced. */
function createWith(
  ts: TypeScript,
  program: ts.Program,
  host: ts.CompilerHost,
  trees: ReadonlyMap<string, ts.SourceFile>,
): ts.Program {
  type Redirectable = ts.SourceFile & { redirectInfo?: { unredirected: ts.SourceFile } };
  const getSourceFile: ts.CompilerHost['getSourceFile'] = (name, ...rest) => {
    const known = program.getSourceFile(name) as Redirectable | undefined;
    if (!known) return host.getSourceFile(name, ...rest);
    return trees.get(known.fileName) ?? known.redirectInfo?.unredirected ?? known;
  };
  const served = Object.assign(Object.create(host) as ts.CompilerHost, {
    getSourceFile,
    getSourceFileByPath: undefined,
    onReleaseOldSourceFile: undefined,
  });
  const references = program.getProjectReferences();
  const { resolvedModules = program } = program as ts.Program & { readonly resolvedModules?: object };
  const made = createProgramOf(ts)({
    rootNames: program.getRootFileNames(),
    options: program.getCompilerOptions(),
    host: served,
    configFileParsingDiagnostics: program.getConfigFileParsingDiagnostics(),
    oldProgram: last.get(resolvedModules) ?? program, // where modules are is known
    ...(references && { projectReferences: references }),
  });
  last.set(resolvedModules, made);
  return made;
}

/** Source of the project itself, in a language that can hold marks. */
export function isProjectCode(program: ts.Program, file: ts.SourceFile): boolean {
  return !file.isDeclarationFile && !file.fileName.endsWith('.json') && !program.isSourceFileFromExternalLibrary(file);
}

type Internal = ts.SourceFile & Record<string, unknown>;
const parseErrors = (file: ts.SourceFile): readonly unknown[] =>
  ((file as Internal)['parseDiagnostics'] as unknown[] | undefined) ?? [];
const scriptKind = (file: ts.SourceFile): ts.ScriptKind => (file as Internal)['scriptKind'] as ts.ScriptKind;

function parseOptions(
  ts: TypeScript,
  raw: ts.SourceFile,
  options: ts.CompilerOptions,
  host: ts.CompilerHost,
): ts.CreateSourceFileOptions {
  const { getSetExternalModuleIndicator } = ts as unknown as {
    getSetExternalModuleIndicator?(o: ts.CompilerOptions): (file: ts.SourceFile) => void;
  };
  return {
    languageVersion: raw.languageVersion,
    ...(raw.impliedNodeFormat !== undefined && { impliedNodeFormat: raw.impliedNodeFormat }),
    ...(getSetExternalModuleIndicator && { setExternalModuleIndicator: getSetExternalModuleIndicator(options) }),
    ...(host.jsDocParsingMode !== undefined && { jsDocParsingMode: host.jsDocParsingMode }),
  };
}

/** Copies what hosts and programs keep on a source file beside its tree. */
function copyInternals(tree: ts.SourceFile, raw: ts.SourceFile, program: ts.Program): void {
  const to = tree as Internal;
  const from = raw as Internal;
  for (const key of ['path', 'resolvedPath', 'originalFileName', 'packageJsonLocations', 'packageJsonScope'])
    if (key in from) (to as Record<string, unknown>)[key] = from[key];
  // whether JavaScript holds types is judged on the user's text
  if (from['additionalSyntacticDiagnostics'] === undefined) program.getSyntacticDiagnostics(raw);
  (to as Record<string, unknown>)['additionalSyntacticDiagnostics'] = from['additionalSyntacticDiagnostics'] ?? [];
}

/** Where the host has versions of files. */
function setVersion(tree: ts.SourceFile, raw: ts.SourceFile, text: string): void {
  if (typeof (raw as Internal)['version'] !== 'string') return;
  (tree as Internal & { version?: string })['version'] = createHash('sha256').update(text).digest('hex');
}
