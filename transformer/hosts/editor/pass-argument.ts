/** The fix of a marked function that reads a reassigned variable of its module: it is passed as an argument. */
import type ts from 'typescript';
import type { Task, TypeScript } from '../../types';
import type { Findings } from './findings';

interface Place {
  readonly ts: TypeScript;
  readonly plain: ts.LanguageService;
  readonly program: ts.Program;
  readonly findings: Findings;
  readonly file: ts.SourceFile;
  /** Of the name that is captured. */
  readonly start: number;
}

// given:    let limit = 10;  /** @unsync */ function first(xs: number[]) { return xs.slice(0, limit); }  first(all);
// produces: let limit = 10;  /** @unsync */ function first(xs: number[], limit: number) { … }  first(all, limit);
export function passAsArgument({ ts, plain, program, findings, file, start }: Place): ts.CodeFixAction[] {
  const checker = program.getTypeChecker();
  const used = identifierAt(file, start);
  const symbol = used && checker.getSymbolAtLocation(used);
  const variable = symbol?.valueDeclaration;
  const task = findings.tasksOf(file.fileName).find(({ mark }) => isWithin(mark.node, start));
  if (!used || !symbol || !variable || !task) return [];
  if (!ts.isVariableDeclaration(variable) || variable.getSourceFile() !== file || !takesOneMore(task)) return [];
  if (isReadBeside(task, variable)) return [];
  const type = typeText(variable);
  const calls = callsOf(task, symbol);
  if (type === undefined || !calls) return [];
  const { fn } = task.mark;
  const name = used.text;
  const changes = [
    insertion(fn.parameters.end, `${fn.parameters.length ? ', ' : ''}${name}: ${type}`),
    ...calls.map((call) => insertion(call.arguments.end, `${call.arguments.length ? ', ' : ''}${name}`)),
  ];
  const textChanges = changes.sort((a, b) => a.span.start - b.span.start);
  const description = `Pass '${name}' to '${task.mark.name}' as an argument`;
  return [{ fixName: 'unsync', description, changes: [{ fileName: file.fileName, textChanges }] }];

  /** Parameters that all are given, on a function that has one signature, in parentheses. */
  function takesOneMore({ mark: { form, nested, overloads, fn } }: Task): boolean {
    if (nested || overloads.length || (form !== 'function' && form !== 'constant')) return false;
    if (fn.flags & ts.NodeFlags.JavaScriptFile || fn.parameters.hasTrailingComma) return false;
    const isGiven = (p: ts.ParameterDeclaration) => !p.dotDotDotToken && !p.questionToken && !p.initializer;
    const hasParentheses = file.text[fn.parameters.pos - 1] === '(';
    return hasParentheses && fn.parameters.every(isGiven);
  }

  /** Holds where code that is copied with the function reads it, too. */
  function isReadBeside({ mark }: Task, declaration: ts.VariableDeclaration): boolean {
    const plan = findings.analysisOf(file.fileName)?.plans.find((p) => p.span.start === mark.anchor.start);
    const copied = [...(plan?.environment.units ?? [])].filter(
      (unit) => !isWithin(unit, declaration.name.getStart(file)),
    );
    const references = plain.getReferencesAtPosition(file.fileName, declaration.name.getStart(file)) ?? [];
    return references.some(
      (r) => r.fileName === file.fileName && copied.some((unit) => isWithin(unit, r.textSpan.start)),
    );
  }

  /** As it is written, or inferred; not of a function, which would not cross. */
  function typeText(declaration: ts.VariableDeclaration): string | undefined {
    const type = checker.getTypeAtLocation(declaration.name);
    if (type.getCallSignatures().length || type.flags & ts.TypeFlags.Any) return undefined;
    if (declaration.type) return declaration.type.getText(file);
    const text = checker.typeToString(type, declaration, ts.TypeFormatFlags.NoTruncation);
    return text.includes('import(') || text.includes('typeof ') ? undefined : text;
  }

  /** All that is done with the function, where that is calls of it with the variable in reach. */
  function callsOf({ mark }: Task, captured: ts.Symbol): ts.CallExpression[] | undefined {
    const references = plain.getReferencesAtPosition(file.fileName, mark.anchor.start) ?? [];
    const calls: ts.CallExpression[] = [];
    for (const { fileName, textSpan } of references) {
      if (fileName === file.fileName && textSpan.start === mark.anchor.start) continue;
      const name = fileName === file.fileName ? identifierAt(file, textSpan.start) : undefined;
      const call = name?.parent;
      if (!call || !ts.isCallExpression(call) || call.expression !== name) return undefined;
      if (call.arguments.length !== mark.fn.parameters.length || call.arguments.hasTrailingComma) return undefined;
      if (call.arguments.some(ts.isSpreadElement)) return undefined;
      const isInOther = findings
        .tasksOf(file.fileName)
        .some((other) => other.mark.anchor.start !== mark.anchor.start && isWithin(other.mark.node, call.pos));
      if (isInOther || reached(used!.text, call) !== captured) return undefined;
      calls.push(call);
    }
    return calls;
  }

  function reached(name: string, from: ts.Node): ts.Symbol | undefined {
    return checker.getSymbolsInScope(from, ts.SymbolFlags.Value).find((s) => s.name === name);
  }

  function identifierAt(source: ts.SourceFile, position: number): ts.Identifier | undefined {
    let node: ts.Node | undefined = source;
    while (node && !(ts.isIdentifier(node) && node.getStart(source) === position))
      node = ts.forEachChild(node, (child) => (child.pos <= position && position < child.end ? child : undefined));
    return node as ts.Identifier | undefined;
  }
}

const isWithin = (node: ts.Node, position: number): boolean => node.pos <= position && position < node.end;
const insertion = (start: number, newText: string): ts.TextChange => ({ span: { start, length: 0 }, newText });
