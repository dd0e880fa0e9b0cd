/** Host: ts-patch. Gets a Program from tspc and gives back one in which marks are honestly typed and lowered on emit. */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { type Disk, installEmit, moduleFormat } from '../7-emit';
import { problem, toDiagnostic, toText } from '../diagnostics';
import { resolveOptions } from '../options';
import { workerName } from '../output-names';
import { adopt, analyse, prepare } from '../pipeline';
import { createTypeInfo } from '../type-info';
import type { Analysis, MarkedFile, Problem, Task, TypeInfo, TypeScript } from '../types';

function transformProgram(
  program: ts.Program,
  host: ts.CompilerHost | undefined,
  config: Readonly<Record<string, unknown>>,
  { ts }: { ts: TypeScript },
): ts.Program {
  // a patched language service parses incrementally, and needs text and tree to agree
  if (!host || program.getSourceFiles().some((f) => 'scriptSnapshot' in f)) return program;
  const { options, unknown } = resolveOptions(config);
  const compilerOptions = program.getCompilerOptions();
  const salt = JSON.stringify([packageVersion(), options]);

  const prepared = new Map<ts.SourceFile, NonNullable<ReturnType<typeof prepare>> & { raw: ts.SourceFile }>();
  const trees = new Map<string, ts.SourceFile>();
  for (const raw of program.getSourceFiles()) {
    if (
      raw.isDeclarationFile ||
      raw.fileName.endsWith('.json') ||
      program.isSourceFileFromExternalLibrary(raw) ||
      parseErrors(raw).length
    )
      continue;
    const parsed = rawTextOf(raw);
    const result =
      parsed.includes('unsync') || /@[A-Za-z]{5,7}\b/.test(parsed)
        ? prepare(ts, ts.createSourceFile(raw.fileName, parsed, ts.ScriptTarget.Latest, true, scriptKind(raw)), {
            isolatedDeclarations: !!compilerOptions.isolatedDeclarations,
          })
        : undefined;
    if (!result) continue;
    const tree = ts.createSourceFile(
      raw.fileName,
      result.virtual.text,
      parseOptions(ts, raw, compilerOptions, host),
      false,
      scriptKind(raw),
    );
    copyInternals(tree, raw, program, salt);
    trees.set(raw.fileName, tree);
    prepared.set(tree, { ...result, raw });
  }
  let result = program;
  if (prepared.size) {
    const served: ts.CompilerHost = Object.assign(Object.create(host) as ts.CompilerHost, {
      getSourceFile: ((name, ...rest) => {
        const known = program.getSourceFile(name) as
          | (ts.SourceFile & { redirectInfo?: { unredirected: ts.SourceFile } })
          | undefined;
        return (
          (known && (trees.get(known.fileName) ?? known.redirectInfo?.unredirected ?? known)) ??
          host.getSourceFile(name, ...rest)
        );
      }) satisfies ts.CompilerHost['getSourceFile'],
      getSourceFileByPath: undefined,
      onReleaseOldSourceFile: undefined,
    });
    const references = program.getProjectReferences();
    const create =
      (ts as unknown as { originalCreateProgram?: typeof ts.createProgram }).originalCreateProgram ?? ts.createProgram;
    result = create({
      rootNames: program.getRootFileNames(),
      options: compilerOptions,
      host: served,
      configFileParsingDiagnostics: program.getConfigFileParsingDiagnostics(),
      ...(references && { projectReferences: references }),
    });
  }
  const files = new Map<ts.SourceFile, MarkedFile>();
  for (const [tree, { found, virtual, raw }] of prepared)
    files.set(tree, adopt(ts, tree, found, virtual, rawTextOf(raw)));

  let typeInfo: TypeInfo | undefined;
  const types = () => (typeInfo ??= createTypeInfo(ts, result.getTypeChecker()));
  const analyses = new Map<ts.SourceFile, Analysis>();
  const analysisOf = (file: ts.SourceFile): Analysis => {
    let analysis = analyses.get(file);
    if (!analysis) {
      analysis = analyse(ts, types(), files.get(file)!, compilerOptions);
      const extra = filePlacement(ts, result, analysis);
      // what has no place is not written
      if (extra.length) analysis = { ...analysis, slice: undefined, problems: [...analysis.problems, ...extra] };
      analyses.set(file, analysis);
      if (!options.warningsAsErrors)
        for (const p of analysis.problems)
          if (p.category === 'warning') process.stderr.write(toText(ts, p, result.getCurrentDirectory()));
    }
    return analysis;
  };
  const errorsOf = (file: ts.SourceFile): ts.Diagnostic[] =>
    files.has(file)
      ? analysisOf(file)
          .problems.filter((p) => p.category === 'error' || options.warningsAsErrors)
          .map((p) => toDiagnostic(ts, p))
      : [];

  const inUsersWords = (found: readonly ts.Diagnostic[]) => found.flatMap((d) => asUsers(ts, files, d));
  installDiagnostics(ts, result, files, errorsOf, inUsersWords, unknown);
  const writeFile: ts.WriteFileCallback = (...a) => host.writeFile(...a);
  installEmit({ ts, program: result, types, files, analysisOf, inUsersWords, writeFile, disk });
  return result;
}

// one function is the module: ts-patch takes it so, and bundlers and ES modules import it alike
export = transformProgram;

/** Plain programs are asked `getSemanticDiagnostics`; builders ask only `getBindAndCheckDiagnostics`, and keep the answer. */
function installDiagnostics(
  ts: TypeScript,
  program: ts.Program,
  files: ReadonlyMap<ts.SourceFile, MarkedFile>,
  errorsOf: (file: ts.SourceFile) => ts.Diagnostic[],
  inUsersWords: (found: readonly ts.Diagnostic[]) => ts.Diagnostic[],
  unknownOptions: readonly string[],
): void {
  type Ask = (file?: ts.SourceFile, ...rest: unknown[]) => readonly ts.Diagnostic[];
  const asked = ['getSemanticDiagnostics', 'getBindAndCheckDiagnostics', 'getDeclarationDiagnostics'] as const;
  const target = program as unknown as Record<(typeof asked)[number], Ask | undefined>;
  for (const name of asked) {
    const ask = target[name]?.bind(program);
    if (!ask || !files.size) continue;
    target[name] = (file, ...rest) => {
      const found = inUsersWords(ask(file, ...rest));
      if (name === 'getDeclarationDiagnostics') return found;
      const own = file ? errorsOf(file) : [...files.keys()].flatMap(errorsOf);
      return [...found, ...own];
    };
  }
  if (!unknownOptions.length) return;
  const getOptionsDiagnostics = program.getOptionsDiagnostics.bind(program);
  program.getOptionsDiagnostics = (token) => [
    ...getOptionsDiagnostics(token),
    ...unknownOptions.map((option) => {
      const { message, code } = problem('unknownOption', undefined as never, { start: 0, end: 0 }, [option]);
      return {
        file: undefined,
        start: undefined,
        length: undefined,
        category: ts.DiagnosticCategory.Error,
        code: 990000 + code,
        messageText: `UNSYNC${code}: ${message}`,
      };
    }),
  ];
}

const unused = new Set([6133, 6192, 6196, 6198]);
/** Under isolatedDeclarations, of a variable; the function that we put in one is reported itself. */
const untypedVariable = 9010;

const usedBeforeInitialisation = 2729;
const isDeclaredAt = (d: ts.Diagnostic, { mark }: Task): boolean =>
  !!d.relatedInformation?.some((r) => r.start === mark.anchor.start);

/** tsc's own findings, in the user's words: names that we made are not theirs. */
function asUsers(ts: TypeScript, files: ReadonlyMap<ts.SourceFile, MarkedFile>, d: ts.Diagnostic): ts.Diagnostic[] {
  const marked = d.file && files.get(d.file);
  if (!marked) return [d];
  if (d.code === untypedVariable && marked.tasks.some((t) => t.mark.anchor.start === d.start)) return [];
  const text = ts.flattenDiagnosticMessageText(d.messageText, '\n');
  const hidden = marked.tasks.filter((t) => text.includes(t.hidden));
  if (unused.has(d.code)) {
    if (hidden.length) return [];
    // the import of a decorator that is taken away as the mark it is
    const statement = d.file!.statements.find((s) => s.pos <= d.start! && d.start! < s.end);
    if (
      statement &&
      ts.isImportDeclaration(statement) &&
      (marked.problems.length || marked.tasks.some((t) => t.mark.decorator)) &&
      (statement.moduleSpecifier as ts.StringLiteral).text === 'unsync'
    )
      return [];
  }
  // `static first = C.resize(…)` above the method: to the checker it is a property now, but it is there from the start
  if (d.code === usedBeforeInitialisation && marked.tasks.some((t) => t.mark.form === 'static' && isDeclaredAt(d, t)))
    return [];
  if (!hidden.length) return [d];
  return [{ ...d, messageText: hidden.reduce((m, t) => m.replaceAll(t.hidden, t.mark.localName ?? t.visible), text) }];
}

/** Errors of where a file's output would go. */
function filePlacement(ts: TypeScript, program: ts.Program, { file, slice, plans }: Analysis): Problem[] {
  if (!slice) return [];
  const options = program.getCompilerOptions();
  const span = plans[0]!.span;
  if (options.outFile) return [problem('unsupportedModule', file, span, ['outFile'])];
  if (!moduleFormat(ts, program, file))
    return [problem('unsupportedModule', file, span, [`module '${ts.ModuleKind[options.module ?? 0]}'`])];
  const stem = workerName(path.posix.basename(file.fileName).replace(/\.[cm]?[jt]sx?$/, '.js')).slice(0, -3);
  const rival = program
    .getSourceFiles()
    .find(
      (f) =>
        !f.isDeclarationFile &&
        path.posix.dirname(f.fileName) === path.posix.dirname(file.fileName) &&
        path.posix.basename(f.fileName).replace(/\.[cm]?[jt]sx?$/, '') === stem,
    );
  return rival ? [problem('reservedFile', file, span, [path.posix.basename(rival.fileName)])] : [];
}

type Internal = ts.SourceFile & Record<string, unknown>;
const rawTextOf = (file: ts.SourceFile): string => file.text;
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

/** What hosts and programs keep on a source file beside its tree. */
function copyInternals(tree: ts.SourceFile, raw: ts.SourceFile, program: ts.Program, salt: string): void {
  const to = tree as Internal;
  const from = raw as Internal;
  for (const key of ['path', 'resolvedPath', 'originalFileName', 'packageJsonLocations', 'packageJsonScope'])
    if (key in from) (to as Record<string, unknown>)[key] = from[key];
  // whether JavaScript holds types is judged on the user's text
  if (from['additionalSyntacticDiagnostics'] === undefined) program.getSyntacticDiagnostics(raw);
  (to as Record<string, unknown>)['additionalSyntacticDiagnostics'] = from['additionalSyntacticDiagnostics'] ?? [];
  // kinds depend on what is called in other files, which tsc would not know
  if (typeof from['version'] === 'string')
    (to as Record<string, unknown>)['version'] = createHash('sha256')
      .update(salt + versionsBehind(raw, program).join())
      .digest('hex');
}

/** The versions of a file and of every project file it imports, directly or not. */
function versionsBehind(file: ts.SourceFile, program: ts.Program): string[] {
  const { getResolvedModuleFromModuleSpecifier } = program as unknown as {
    getResolvedModuleFromModuleSpecifier?(
      specifier: ts.StringLiteralLike,
      file: ts.SourceFile,
    ): { resolvedModule?: { resolvedFileName: string } } | undefined;
  };
  const seen = new Set<ts.SourceFile>();
  const queue = [file];
  for (const next of queue) {
    if (seen.has(next) || next.isDeclarationFile || program.isSourceFileFromExternalLibrary(next)) continue;
    seen.add(next);
    for (const specifier of ((next as Internal)['imports'] as ts.StringLiteralLike[] | undefined) ?? []) {
      const resolved = getResolvedModuleFromModuleSpecifier?.call(program, specifier, next)?.resolvedModule
        ?.resolvedFileName;
      const target = resolved && program.getSourceFile(resolved);
      if (target) queue.push(target);
    }
  }
  return [...seen].map((f) => (f as Internal)['version'] as string);
}

const disk: Disk = {
  readDirectory: (folder) =>
    fs.existsSync(folder)
      ? fs.readdirSync(folder, { withFileTypes: true }).map((e) => ({ name: e.name, isFolder: e.isDirectory() }))
      : [],
  readFile: (name) => (fs.existsSync(name) ? fs.readFileSync(name, 'utf8') : undefined),
  fileExists: fs.existsSync,
  deleteFile: (name) => fs.unlinkSync(name),
};

function packageVersion(): string {
  return (
    JSON.parse(fs.readFileSync(path.join(__dirname, '..', '..', '..', 'package.json'), 'utf8')) as { version: string }
  ).version;
}
