/** What each phase makes of one file, as text: to be looked at before a phase is debugged. `unsync explain --phases` */
import * as path from 'node:path';
import type ts from 'typescript';
import { travelling } from '../6-lower/definition';
import { installEmit } from '../7-emit/7-emit';
import { noDisk } from '../7-emit/writer';
import { toText } from '../diagnostics';
import type { Options } from '../options';
import { prepare } from '../pipeline';
import { type Analyses, createAnalyses } from '../program/analysis-cache';
import { type MarkedProgram, withMarks } from '../program/program';
import type { Analysis, Evidence, Found, MarkedFile, Plan, TypeScript } from '../types';

export interface PhasesInput {
  readonly ts: TypeScript;
  /** The project's program, as it is without marks. */
  readonly program: ts.Program;
  readonly host: ts.CompilerHost;
  readonly options: Options;
  readonly workingFolder: string;
}

/** Nothing, for a file in which there are no marks. */
export function phasesOf(input: PhasesInput, source: ts.SourceFile): string | undefined {
  const { ts, program, host, options, workingFolder } = input;
  const { isolatedDeclarations } = program.getCompilerOptions();
  const whole = ts.createSourceFile(source.fileName, source.text, ts.ScriptTarget.Latest, true);
  const prepared = prepare(ts, whole, { isolatedDeclarations: !!isolatedDeclarations });
  if (!prepared) return undefined;
  const marked = withMarks(ts, program, host);
  const [, file] = [...marked.files].find(([{ fileName }]) => fileName === source.fileName)!;
  const analyses = createAnalyses({ ts, ...marked, options });
  const analysis = analyses.analysisOf(file.file);
  const sections: [string, string][] = [
    ['1 find', foundText(source, prepared.found)],
    ['2 declare', prepared.virtual.text],
    ['3 relocate', relocatedText(source, file)],
    ['4 classify', analysis.plans.map(classifiedText).join('')],
    ['5 slice', slicedText(ts, analysis, workingFolder)],
    ...[...outputsOf({ ts, ...marked, ...analyses }, file.file)].map(([name, text]): [string, string] => [
      `6 lower, 7 emit: ${path.relative(workingFolder, name)}`,
      text,
    ]),
  ];
  return sections.map(([title, text]) => `━━ ${title} ━━\n${text.replace(/\n*$/, '\n')}`).join('\n');
}

function placeOf(file: ts.SourceFile, position: number): string {
  const { line, character } = file.getLineAndCharacterOfPosition(position);
  return `${line + 1}:${character + 1}`;
}

function foundText(file: ts.SourceFile, { marks, problems }: Found): string {
  const found = marks.map(({ anchor, form, name, stated, nested }) => {
    const says = [form, nested ? 'nested' : '', stated ?? ''].filter(Boolean).join(', ');
    return `${placeOf(file, anchor.start)} ${name}: ${says}\n`;
  });
  return [...found, ...problems.map((p) => `${placeOf(file, p.span.start)} ${p.message}\n`)].join('');
}

function relocatedText(file: ts.SourceFile, { tasks }: MarkedFile): string {
  return tasks
    .map(
      ({ mark, hidden, visible }) =>
        `${placeOf(file, mark.anchor.start)} ${mark.name}: ${hidden}, seen as ${visible}\n`,
    )
    .join('');
}

function classifiedText({ name, classified: { kind, because, evidence, unfollowed } }: Plan): string {
  const step = ({ file, span, text }: Evidence) =>
    `  ${path.basename(file.fileName)}:${placeOf(file, span.start)} ${text}\n`;
  return [`${name}: ${kind}, ${because}\n`, ...evidence.map(step), ...unfollowed.map(step)].join('');
}

function slicedText(ts: TypeScript, { file, plans, slice, givenAway, problems }: Analysis, folder: string): string {
  const firstLine = (node: ts.Node) => node.getText(file).split('\n')[0]!;
  const list = (what: string, names: Iterable<string>) => {
    const all = [...names];
    return all.length ? `  ${what}: ${all.join(', ')}\n` : '';
  };
  const ofPlan = ({ name, offThread, environment, callbacks, fresh, classes }: Plan) =>
    [
      `${name}: ${offThread ? 'off its thread' : 'here'}\n`,
      list('captures', travelling(environment).keys()),
      list('copies', [...environment.units, ...environment.locals].map(firstLine)),
      list('imports', [...environment.imports].map(firstLine)),
      list('globals', environment.globals),
      list('classes', classes.keys()),
      list('callbacks', callbacks.keys()),
      list(
        'moves of its result',
        fresh.map((at) => at || 'all'),
      ),
    ].join('');
  return [
    ...plans.map(ofPlan),
    slice ? `the worker module: ${slice.roots.map((root) => root.name).join(', ')}\n` : 'no worker module\n',
    ...[...givenAway].map(([call, paths]) => `moved into ${firstLine(call)}: ${paths.join(', ')}\n`),
    ...problems.map((p) => toText(ts, p, folder)),
  ].join('');
}

/** By their names. Nothing is written, nor deleted of what a build has left. */
function outputsOf(
  input: MarkedProgram & Analyses & { readonly ts: TypeScript },
  file: ts.SourceFile,
): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>();
  const writeFile: ts.WriteFileCallback = (name, text) => {
    if (!name.endsWith('.map') && !name.endsWith('.tsbuildinfo')) outputs.set(name, text);
  };
  installEmit({ ...input, inUsersWords: (found) => [...found], writeFile, disk: noDisk });
  input.program.emit(file, writeFile);
  return outputs;
}
