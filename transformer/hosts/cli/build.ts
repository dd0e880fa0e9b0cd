/**
 * Host: `unsync build`. What tspc does, by tsc's own functions for its command line, with a compiler that nobody has
 * patched. What needs no program (`--init`, `--showConfig`, a wrong option) tsc does itself.
 */
import * as path from 'node:path';
import type ts from 'typescript';
import { workerName } from '../../6-lower/6-lower';
import { manifestOf } from '../../7-emit/manifest';
import { isWorkerModule, sourceComment } from '../../7-emit/output-names';
import { projectProblem } from '../../diagnostics';
import { otherTransformers, pluginEntry } from '../../options';
import { transformProgram } from '../../program/transform-program';
import { installProjectDiagnostics } from '../../program/tsc-diagnostics';
import { isSupported } from '../../syntax/internals';
import type { TypeScript } from '../../types';
import { NO_COMPILER, type Output, relative } from '../command';
import { findCompiler, noCompiler } from '../compiler';
import { withOwnState } from './build-state';
import { isSolution } from './projects';

/** Parts of tsc's command line that TypeScript does not declare; the names are those of 5.9 and 6.0. */
interface CommandLine {
  executeCommandLine(system: ts.System, then: () => void, args: readonly string[]): void;
  isBuildCommand(args: readonly string[]): boolean;
  parseBuildCommand(args: readonly string[]): {
    buildOptions: ts.BuildOptions;
    watchOptions: ts.WatchOptions | undefined;
    projects: string[];
    errors: ts.Diagnostic[];
  };
  convertToOptionsWithAbsolutePaths(
    options: ts.CompilerOptions,
    toAbsolute: (name: string) => string,
  ): ts.CompilerOptions;
  isIncrementalCompilation(options: ts.CompilerOptions): boolean;
  createDiagnosticReporter(system: ts.System, pretty?: boolean): ts.DiagnosticReporter;
  createWatchStatusReporter(system: ts.System, pretty?: boolean): ts.WatchStatusReporter;
  getErrorSummaryText(
    count: number,
    files: readonly (ts.ReportFileInError | undefined)[],
    newLine: string,
    system: ts.System,
  ): string;
  emitFilesAndReportErrorsAndGetExitStatus(
    program: ts.Program | ts.BuilderProgram,
    report: ts.DiagnosticReporter,
    write: (line: string) => void,
    reportSummary: ts.ReportEmitErrorSummary | undefined,
  ): ts.ExitStatus;
  validateLocaleAndSetLanguage(locale: string, system: ts.System, errors: ts.Diagnostic[]): void;
}

/** Measures that tsc takes of itself, and can only be asked of its own command line. */
const measuring = ['diagnostics', 'extendedDiagnostics', 'generateTrace', 'generateCpuProfile'];

type Builder = ts.EmitAndSemanticDiagnosticsBuilderProgram;

/** Compiles; the exit code is the process's, as soon as it is known. */
export function runBuild(args: readonly string[], { err }: Pick<Output, 'err'>): void {
  const fail = (message: string) => {
    err(`unsync: ${message}\n`);
    process.exitCode = NO_COMPILER;
  };
  const found = findCompiler(folderIn(args));
  if (!found) return fail(noCompiler('build compiles with'));
  if (!isSupported(found.version)) return fail(projectProblem('unsupportedCompiler', [found.version]).message);
  const ts = found as TypeScript & CommandLine;
  const unmeasured = args.find((a) => measuring.some((m) => a.replace(/^--?/, '').toLowerCase() === m.toLowerCase()));
  if (unmeasured !== undefined)
    return fail(`'${unmeasured}' is tsc's measure of its own command line: use it with tspc.`);
  if (ts.isBuildCommand(args)) buildProjects(ts, args);
  else compile(ts, args, fail);
}

/** That of the project, where the compiler is looked for first: to read the arguments as tsc does takes one. */
function folderIn(args: readonly string[]): string | undefined {
  const named = args[args.findIndex((a) => /^--?(?:p|project|b|build)$/i.test(a)) + 1];
  if (args.length < 2 || named === undefined || named.startsWith('-')) return undefined;
  return /\.json$/i.test(named) ? path.dirname(named) : named;
}

// -------------------------------------------------------------------- program

/** The `createProgram` of a builder, with marks, of the project's own options. */
function createBuilders(ts: TypeScript): ts.CreateProgram<Builder> {
  return (rootNames, options, host, old, configFileParsingDiagnostics, projectReferences) => {
    // nothing has changed
    if (!rootNames || !host)
      return ts.createEmitAndSemanticDiagnosticsBuilderProgram(
        rootNames,
        options,
        host,
        old,
        configFileParsingDiagnostics,
        projectReferences,
      );
    const oldProgram = (
      old as { getProgramOrUndefined?(): ts.Program | undefined } | undefined
    )?.getProgramOrUndefined?.();
    const program = withMarks(ts, {
      rootNames,
      options: options!,
      host,
      ...(oldProgram && { oldProgram }),
      ...(configFileParsingDiagnostics && { configFileParsingDiagnostics }),
      ...(projectReferences && { projectReferences }),
    });
    return ts.createEmitAndSemanticDiagnosticsBuilderProgram(program, host, old, configFileParsingDiagnostics);
  };
}

function withMarks(ts: TypeScript, given: ts.CreateProgramOptions & { host: ts.CompilerHost }): ts.Program {
  const plugins = given.options['plugins'];
  const program = transformProgram(ts.createProgram(given), given.host, pluginEntry(plugins) ?? {}, { ts });
  const others = otherTransformers(plugins).map((name) => `'${name}'`);
  if (others.length) installProjectDiagnostics(ts, program, [projectProblem('otherTransformers', [others.join(', ')])]);
  return program;
}

/** As tsc's command line has it. */
function parseLess<H extends object>(ts: TypeScript, host: H): H {
  return Object.assign(host, { jsDocParsingMode: ts.JSDocParsingMode.ParseForTypeErrors });
}

// ----------------------------------------------------------------------- tsc

function compile(ts: TypeScript & CommandLine, args: readonly string[], fail: (message: string) => void): void {
  const { sys } = ts;
  const delegate = () => ts.executeCommandLine(sys, () => {}, args);
  const given = ts.parseCommandLine(args, (file) => sys.readFile(file));
  const { options, fileNames } = given;
  const config = configOf(ts, given);
  const needsNoProgram = ['init', 'version', 'help', 'all', 'showConfig'].some((name) => options[name]);
  if (given.errors.length || needsNoProgram || config === false || (options['watch'] && options['listFilesOnly']))
    return delegate();
  if (typeof options['locale'] === 'string') ts.validateLocaleAndSetLanguage(options['locale'], sys, []);

  const own = ts.convertToOptionsWithAbsolutePaths(options, (name) => absolute(sys, name));
  let report = ts.createDiagnosticReporter(sys);
  const onUnRecoverableConfigFileDiagnostic = (d: ts.Diagnostic) => {
    report(d);
    sys.exit(ts.ExitStatus.DiagnosticsPresent_OutputsSkipped);
  };
  const parsed = config
    ? ts.getParsedCommandLineOfConfigFile(
        config,
        own,
        { ...sys, onUnRecoverableConfigFileDiagnostic },
        undefined,
        given.watchOptions,
      )!
    : { ...given, options: own, fileNames };
  // tsc is silent, and has done nothing
  if (config && isSolution(parsed))
    return fail(
      `${relative(config)} has no files of its own, and refers to other projects. 'unsync build -b' builds those, 'unsync build -p' one of them.`,
    );
  const pretty = isPretty(sys, parsed.options['pretty']);
  if (pretty) report = ts.createDiagnosticReporter(sys, true);
  const create = createBuilders(ts);

  if (parsed.options['watch']) {
    const status = ts.createWatchStatusReporter(sys, pretty);
    const host = config
      ? ts.createWatchCompilerHost(config, own, sys, create, report, status, given.watchOptions)
      : ts.createWatchCompilerHost([...fileNames], own, sys, create, report, status, undefined, given.watchOptions);
    ts.createWatchProgram(parseLess(ts, host as ts.WatchCompilerHostOfConfigFile<Builder>));
    return;
  }
  const { projectReferences } = parsed;
  const configFileParsingDiagnostics = ts.getConfigFileParsingDiagnostics(parsed);
  const isIncremental = ts.isIncrementalCompilation(parsed.options);
  const host = parseLess(
    ts,
    isIncremental ? ts.createIncrementalCompilerHost(parsed.options, sys) : ts.createCompilerHost(parsed.options),
  );
  const common = {
    rootNames: parsed.fileNames,
    options: parsed.options,
    host,
    configFileParsingDiagnostics,
    ...(projectReferences && { projectReferences }),
  };
  const program = isIncremental
    ? ts.createIncrementalProgram({ ...common, createProgram: create })
    : withMarks(ts, common);
  const write = (line: string) => sys.write(line + sys.newLine);
  process.exitCode = ts.emitFilesAndReportErrorsAndGetExitStatus(
    program,
    report,
    write,
    pretty ? summary(ts) : undefined,
  );
}

/** The tsconfig that counts; nothing where files are named; false where tsc has something to say about it. */
function configOf(ts: TypeScript, { options, fileNames }: ts.ParsedCommandLine): string | undefined | false {
  const { sys } = ts;
  if (options['project'] !== undefined) {
    const named = String(options['project']);
    const file = !named || sys.directoryExists(named) ? path.posix.join(named, 'tsconfig.json') : named;
    return fileNames.length || !sys.fileExists(file) ? false : absolute(sys, file);
  }
  const above = ts.findConfigFile(sys.getCurrentDirectory(), (file) => sys.fileExists(file));
  if (!fileNames.length) return above ?? false;
  // since TypeScript 6 that must be said
  return above && !options['ignoreConfig'] && !ts.version.startsWith('5.') ? false : undefined;
}

// -------------------------------------------------------------------- tsc -b

function buildProjects(ts: TypeScript & CommandLine, args: readonly string[]): void {
  const { buildOptions, watchOptions, projects, errors } = ts.parseBuildCommand(args);
  const { clean, watch, locale, help } = buildOptions;
  if (errors.length || help || !projects.length) return ts.executeCommandLine(ts.sys, () => {}, args);
  if (typeof locale === 'string') ts.validateLocaleAndSetLanguage(locale, ts.sys, []);
  const configs = projects.map((name) => ts.resolveProjectReferencePath({ path: absolute(ts.sys, name) }));
  const sys = clean ? withWorkers(ts.sys) : withOwnState(ts, ts.sys, configs, buildOptions);
  const pretty = isPretty(sys, buildOptions['pretty']);
  const report = ts.createDiagnosticReporter(sys, pretty || undefined);
  const status = ts.createBuilderStatusReporter(sys, pretty);
  const create = createBuilders(ts);
  if (watch) {
    const watchStatus = ts.createWatchStatusReporter(sys, pretty);
    const host = ts.createSolutionBuilderWithWatchHost(sys, create, report, status, watchStatus);
    ts.createSolutionBuilderWithWatch(parseLess(ts, host), projects, buildOptions, watchOptions).build();
    return;
  }
  const host = ts.createSolutionBuilderHost(sys, create, report, status, pretty ? summary(ts) : undefined);
  const builder = ts.createSolutionBuilder(parseLess(ts, host), projects, buildOptions);
  process.exitCode = clean ? builder.clean() : builder.build();
}

/** Deletes worker modules with what they stand beside, and the manifest that names them. */
function withWorkers(sys: ts.System): ts.System {
  const remove = (file: string) => {
    sys.deleteFile!(file);
    const worker = path.posix.join(path.posix.dirname(file), workerName(path.posix.basename(file)));
    if (!isWorkerModule(path.posix.basename(worker)) || !sourceComment.read(worker, sys.readFile(worker) ?? '')) return;
    const manifest = manifestOf(worker, { readFile: (name) => sys.readFile(name) });
    if (manifest !== undefined) sys.deleteFile!(manifest);
    for (const each of [worker, `${worker}.map`]) if (sys.fileExists(each)) sys.deleteFile!(each);
  };
  return { ...sys, deleteFile: remove };
}

// --------------------------------------------------------------------- output

function isPretty(sys: ts.System, pretty: unknown): boolean {
  if (pretty !== undefined) return !!pretty;
  const { NO_COLOR, FORCE_COLOR } = process.env;
  return !NO_COLOR && (!!FORCE_COLOR || !!sys.writeOutputIsTTY?.());
}

function summary({ sys, getErrorSummaryText }: TypeScript & CommandLine): ts.ReportEmitErrorSummary {
  return (count, files) => sys.write(getErrorSummaryText(count, files, sys.newLine, sys));
}

const absolute = (sys: ts.System, name: string): string =>
  path.posix.isAbsolute(name) || path.isAbsolute(name) ? name : path.posix.join(sys.getCurrentDirectory(), name);
