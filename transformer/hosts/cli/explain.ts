/** Host: `unsync explain`. Reads a project as tspc would, and says what becomes of its marked functions, without writing. */
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { styleText } from 'node:util';
import type ts from 'typescript';
import { projectProblem } from '../../diagnostics';
import { pluginEntry, resolveOptions } from '../../options';
import { createAnalyses } from '../../program/analysis-cache';
import { withMarks } from '../../program/program';
import { type Explanation, explain, type Place } from '../../report/explain';
import { explanationText, type Paint } from '../../report/explain-text';
import { phasesOf } from '../../report/phases';
import { createProgramOf, isSupported } from '../../syntax/internals';
import type { TypeScript } from '../../types';
import { configFile, NO_COMPILER, type Output, print, relative } from '../command';
import { findCompiler, noCompiler } from '../compiler';
import { type ProjectConfig, projectsOf } from './projects';

export const explainUsage = 'unsync explain [-p tsconfig.json] [--json | --phases <file>]';

/** Gives the exit code: 0, 1 where unsync has errors, or no compiler, 2 where there is nothing to explain. */
export function runExplain(args: readonly string[], { out, err, colours }: Output): number {
  const fail = (text: string, code = 2) => (err(text), code);
  const asked = parse(args);
  if (typeof asked === 'string') return fail(`unsync: ${asked}\n${explainUsage}\n`);
  const config = configFile(asked.project);
  if (!config) return fail(`unsync: there is no '${asked.project}'. Name a tsconfig.json, or its folder, with -p.\n`);
  const ts = findCompiler(path.dirname(config));
  if (!ts) return fail(`unsync: ${noCompiler('explain reads the project with')}\n`, NO_COMPILER);
  if (!isSupported(ts.version))
    return fail(`unsync: ${projectProblem('unsupportedCompiler', [ts.version]).message}\n`, NO_COMPILER);
  const projects = projectsOf(ts, config);
  const wrong = projects.flatMap(({ parsed }) => parsed.errors);
  if (wrong.length) return fail(print(ts, ts.sortAndDeduplicateDiagnostics(wrong)));
  if (asked.phases !== undefined) {
    const text = phasesIn(ts, projects, asked.phases);
    return text === undefined
      ? fail(`unsync: '${asked.phases}' is no file of the project that has marks.\n`)
      : (out(text), 0);
  }

  const explained = projects.map((project) => explainProject(ts, project, err));
  const explanation = joined(explained.map((e) => e.explanation));
  const paint: Paint = (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
  out(asked.json ? `${JSON.stringify(explanation, undefined, 2)}\n` : explanationText(explanation, paint));

  const found = [...explanation.problems, ...explanation.functions.flatMap((f) => f.problems)];
  return explained.some((e) => e.failed) || found.some((p) => p.category === 'error') ? 1 : 0;
}

function programOf(ts: TypeScript, { parsed }: ProjectConfig): { program: ts.Program; host: ts.CompilerHost } {
  const host = ts.createCompilerHost(parsed.options);
  const program = createProgramOf(ts)({
    rootNames: parsed.fileNames,
    options: parsed.options,
    host,
    ...(parsed.projectReferences && { projectReferences: parsed.projectReferences }),
  });
  return { program, host };
}

/** By the first project that has the file. */
function phasesIn(ts: TypeScript, projects: readonly ProjectConfig[], name: string): string | undefined {
  for (const project of projects) {
    const { program, host } = programOf(ts, project);
    const source = program.getSourceFile(path.resolve(name));
    if (!source) continue;
    const { options } = resolveOptions(pluginEntry(project.parsed.options['plugins']) ?? {});
    return phasesOf({ ts, program, host, options, workingFolder: process.cwd() }, source);
  }
  return undefined;
}

function explainProject(
  ts: TypeScript,
  project: ProjectConfig,
  err: Output['err'],
): { explanation: Explanation; failed: boolean } {
  const { config, parsed } = project;
  const entry = pluginEntry(parsed.options['plugins']);
  // unsync build needs none
  if (!entry && isPatched(path.dirname(config)))
    err(
      `unsync: ${relative(config)} has no plugin entry for unsync: tspc compiles its marked functions as they are.\n`,
    );
  const { options, problems } = resolveOptions(entry ?? {});
  const { program: plain, host } = programOf(ts, project);
  // what can't be parsed is not looked at
  const unread = plain.getSyntacticDiagnostics();
  err(print(ts, unread));
  for (const p of problems) err(`error UNSYNC${p.code}: ${p.message}\n`);

  const marked = withMarks(ts, plain, host);
  const analyses = createAnalyses({ ts, ...marked, options });
  return {
    explanation: explain({ ts, ...marked, ...analyses, options, workingFolder: process.cwd() }),
    failed: !!unread.length || !!problems.length,
  };
}

/** A file that is in several projects is said once. */
function joined(all: readonly Explanation[]): Explanation {
  const once = <T extends Place>(found: readonly T[], keyOf: (each: T) => string): T[] => [
    ...new Map(found.map((each) => [`${each.file}:${each.line}:${each.column} ${keyOf(each)}`, each])).values(),
  ];
  return {
    version: 1,
    functions: once(
      all.flatMap((e) => e.functions),
      (f) => f.name,
    ),
    problems: once(
      all.flatMap((e) => e.problems),
      (p) => p.code + p.message,
    ),
  };
}

/** Holds where the project has tspc, which compiles nothing of ours without an entry. */
function isPatched(folder: string): boolean {
  try {
    return !!createRequire(path.join(folder, 'package.json')).resolve('ts-patch');
  } catch {
    return false;
  }
}

function parse(args: readonly string[]): { project: string; json: boolean; phases: string | undefined } | string {
  let project = '.';
  let json = false;
  let phases: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--json') json = true;
    else if (arg === '--phases') {
      phases = args[++i];
      if (phases === undefined) return `'--phases' needs the path of a source`;
    } else if (arg === '-p' || arg === '--project') {
      const next = args[++i];
      if (next === undefined) return `'${arg}' needs the path of a tsconfig.json`;
      project = next;
    } else return `'${arg}' is not an option of explain`;
  }
  if (json && phases !== undefined) return `'--json' and '--phases' do not go together`;
  return { project, json, phases };
}
