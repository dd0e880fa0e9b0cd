/** Host: `unsync explain`. Reads a project as tspc would, and says what becomes of its marked functions, without writing. */
import * as path from 'node:path';
import { styleText } from 'node:util';
import type ts from 'typescript';
import { createAnalyses } from '../analyses';
import { projectProblem } from '../diagnostics';
import { explain } from '../explain';
import { explanationText, type Paint } from '../explain-text';
import { createProgramOf, isSupported } from '../internals';
import { pluginEntry, resolveOptions } from '../options';
import { withMarks } from '../program';
import type { TypeScript } from '../types';
import { configFile, type Output, print } from './command';
import { findCompiler, noCompiler } from './compiler';

/** Gives the exit code: 0, 1 where unsync has errors, 2 where there is nothing to explain. */
export function runExplain(args: readonly string[], { out, err, colours }: Output): number {
  const asked = parse(args);
  if (typeof asked === 'string') return fail(`unsync: ${asked}\nunsync explain [-p tsconfig.json] [--json]\n`);
  const config = configFile(asked.project);
  if (!config) return fail(`unsync: there is no '${asked.project}'. Name a tsconfig.json, or its folder, with -p.\n`);
  const ts = findCompiler(path.dirname(config));
  if (!ts) return fail(`unsync: ${noCompiler('explain reads the project with')}\n`);
  if (!isSupported(ts.version)) return fail(`unsync: ${projectProblem('unsupportedCompiler', [ts.version]).message}\n`);
  const parsed = readConfig(ts, config);
  if (parsed.errors.length) return fail(print(ts, parsed.errors));

  const entry = pluginEntry(parsed.options['plugins']);
  if (!entry)
    err(
      `unsync: ${relative(config)} has no plugin entry for unsync: tspc compiles its marked functions as they are.\n`,
    );
  const { options, problems } = resolveOptions(entry ?? {});
  const host = ts.createCompilerHost(parsed.options);
  const plain = createProgramOf(ts)({
    rootNames: parsed.fileNames,
    options: parsed.options,
    host,
    ...(parsed.projectReferences && { projectReferences: parsed.projectReferences }),
  });
  // what can't be parsed is not looked at
  const unread = plain.getSyntacticDiagnostics();
  err(print(ts, unread));
  for (const p of problems) err(`error UNSYNC${p.code}: ${p.message}\n`);

  const marked = withMarks(ts, plain, host, '');
  const analyses = createAnalyses({ ts, ...marked, options });
  const explanation = explain({ ts, ...marked, ...analyses, options, workingFolder: process.cwd() });
  const paint: Paint = (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
  out(asked.json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation, paint));

  const found = [...explanation.problems, ...explanation.functions.flatMap((f) => f.problems)];
  return unread.length || problems.length || found.some((p) => p.category === 'error') ? 1 : 0;

  function fail(text: string): number {
    err(text);
    return 2;
  }
}

function parse(args: readonly string[]): { project: string; json: boolean } | string {
  let project = '.';
  let json = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--json') json = true;
    else if (arg === '-p' || arg === '--project') {
      const next = args[++i];
      if (next === undefined) return `'${arg}' needs the path of a tsconfig.json`;
      project = next;
    } else return `'${arg}' is not an option of explain`;
  }
  return { project, json };
}

function readConfig(
  ts: TypeScript,
  file: string,
): Pick<ts.ParsedCommandLine, 'options' | 'fileNames' | 'errors'> &
  Partial<Pick<ts.ParsedCommandLine, 'projectReferences'>> {
  const errors: ts.Diagnostic[] = [];
  const onUnRecoverableConfigFileDiagnostic = (d: ts.Diagnostic) => void errors.push(d);
  const parsed = ts.getParsedCommandLineOfConfigFile(file, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic });
  if (!parsed) return { options: {}, fileNames: [], errors };
  return { ...parsed, errors: [...errors, ...parsed.errors] };
}

const relative = (file: string): string => path.relative(process.cwd(), file).split(path.sep).join('/');
