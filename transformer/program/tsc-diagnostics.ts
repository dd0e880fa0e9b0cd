/** Puts unsync's findings among tsc's own, and tsc's own into the user's words. */
import type ts from 'typescript';
import { hasModifier } from '../syntax/nodes';
import { firstOf } from '../syntax/task-nodes';
import type { MarkedFile, Task, TypeScript } from '../types';

/** Plain programs are asked `getSemanticDiagnostics`; builders ask only `getBindAndCheckDiagnostics`, and keep the answer. */
export function installDiagnostics(
  program: ts.Program,
  files: ReadonlyMap<ts.SourceFile, MarkedFile>,
  errorsOf: (file: ts.SourceFile) => ts.Diagnostic[],
  inUsersWords: (found: readonly ts.Diagnostic[]) => ts.Diagnostic[],
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
}

/** Findings about the project as a whole, which have no place in a file. */
export function installProjectDiagnostics(
  ts: TypeScript,
  program: ts.Program,
  found: readonly { code: number; message: string }[],
): void {
  if (!found.length) return;
  const getOptionsDiagnostics = program.getOptionsDiagnostics.bind(program);
  program.getOptionsDiagnostics = (token) => [
    ...getOptionsDiagnostics(token),
    ...found.map(({ code, message }) => ({
      file: undefined,
      start: undefined,
      length: undefined,
      category: ts.DiagnosticCategory.Error,
      code: 990000 + code,
      messageText: `UNSYNC${code}: ${message}`,
    })),
  ];
}

const unused = new Set([6133, 6192, 6196, 6198]);
/** Under isolatedDeclarations, of a variable; the function that we put in one is reported itself. */
const untypedVariable = 9010;

const usedBeforeInitialisation = 2729;
/** Of a variable; of what we put in the place of a function, which is there from the start. */
const usedBeforeDeclaration = new Set([2448, 2454]);
const unreachable = 7027;
/** Of a method without `override`, as the hidden one is. */
const notOverriding = 4114;
const isThereFromTheStart = ({ mark }: Task): boolean => mark.form === 'static' || mark.form === 'function';
const isDeclaredAt = (d: ts.Diagnostic, { mark }: Task): boolean =>
  !!d.relatedInformation?.some((r) => r.start === mark.anchor.start);

/** Holds where tsc speaks of a constant, where the user wrote a function that its block has from the start. */
function isOfHoisted(d: ts.Diagnostic, { mark }: Task): boolean {
  const { anchor, localName } = mark;
  if (d.code === unreachable) return d.start === anchor.start;
  const block = mark.node.parent;
  const name = d.file!.text.slice(d.start, d.start! + d.length!);
  return usedBeforeDeclaration.has(d.code) && name === localName && block.pos <= d.start! && d.start! < anchor.start;
}

/** tsc's own findings, in the user's words: names that we made are not theirs. */
export function asUsers(
  ts: TypeScript,
  files: ReadonlyMap<ts.SourceFile, MarkedFile>,
  d: ts.Diagnostic,
): ts.Diagnostic[] {
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
  // `static first = C.resize(…)` above the method: to the checker it is a property now, but it is there from the start;
  // so is `.inline` of a function
  if (d.code === usedBeforeInitialisation && marked.tasks.some((t) => isThereFromTheStart(t) && isDeclaredAt(d, t)))
    return [];
  if (marked.tasks.some((t) => t.mark.form === 'function' && t.mark.nested && isOfHoisted(d, t))) return [];
  const overrides = ({ mark }: Task) => hasModifier(mark.fn, ts.SyntaxKind.OverrideKeyword);
  if (d.code === notOverriding && marked.tasks.some((t) => t.mark.anchor.start === d.start && overrides(t))) return [];
  if (!hidden.length) return [d];
  return [{ ...d, messageText: hidden.reduce((m, t) => m.replaceAll(t.hidden, t.mark.localName ?? t.visible), text) }];
}

/**
 * Marked functions that nothing uses, under noUnusedLocals. tsc does not see them as such, since
 * their visible selves refer to themselves: by name, then, so that there is never a false alarm.
 */
export function unusedTasks(ts: TypeScript, { file, tasks }: MarkedFile): ts.Diagnostic[] {
  // what a script declares, others may use
  if (!ts.isExternalModule(file)) return [];
  const isUsed = ({ mark }: Task): boolean => {
    const first = firstOf(mark);
    const mentions = (node: ts.Node): boolean =>
      !(node.pos >= first.pos && node.end <= mark.node.end) &&
      ((ts.isIdentifier(node) && node.text === mark.localName) || (ts.forEachChild(node, mentions) ?? false));
    return mentions(file);
  };
  const isLocal = ({ mark }: Task) => mark.form === 'function' && !mark.fn.modifiers?.some(isExport);
  const isExport = (m: ts.ModifierLike) => m.kind === ts.SyntaxKind.ExportKeyword;
  return tasks
    .filter((task) => isLocal(task) && !isUsed(task))
    .map(({ mark }) => ({
      file,
      start: mark.anchor.start,
      length: mark.anchor.end - mark.anchor.start,
      category: ts.DiagnosticCategory.Error,
      code: 6133,
      messageText: `'${mark.localName}' is declared but its value is never read.`,
      reportsUnnecessary: true,
    }));
}
