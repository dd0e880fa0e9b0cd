/**
 * Everything unsync says about a program, keyed by a stable code.
 * 1xxx marks and options · 2xxx what can't be moved · 3xxx types · 5xxx warnings · 9xxx our own bugs.
 * Long, since it is one table.
 */
import type ts from 'typescript';
import type { Problem, Related, Span, TypeScript } from './types';

interface Entry<D extends string[]> {
  readonly code: number;
  readonly category: 'error' | 'warning';
  readonly message: (...details: D) => string;
  readonly fix: string | ((...details: D) => string);
}
/** The fate of a value that is spoken of. */
/** Why the caller would not see a change. */
const notGivenBack = {
  stream: 'a stream gives nothing back',
  late: 'what is changed when it has returned is not given back',
  there: 'a function of its caller gets a copy of it',
};

export type Gives = 'passed' | 'returned';

const entry = <D extends string[]>(
  code: number,
  message: (...details: D) => string,
  fix: string | ((...details: D) => string),
): Entry<D> => ({
  code,
  category: code >= 5000 && code < 9000 ? 'warning' : 'error',
  message,
  fix,
});

export const table = {
  misspelledMark: entry(1001, (tag: string) => `'@${tag}' is not a mark.`, `Write '@unsync', or take the tag away.`),
  unknownKind: entry(
    1002,
    (words: string) => `'${words}' is nothing that a mark can state.`,
    `After '@unsync' stands nothing, or a kind (cpu-bound, blocking, background), 'idempotent', 'untracked', or several of them in that order; options are like { kind: 'blocking', idempotent: true }.`,
  ),
  misplacedMark: entry(
    1003,
    (what: string) => `'@unsync' marks ${what}, which can't be moved to another thread.`,
    `Put it on a function declaration, a function constant, a method of a class or a method of an object.`,
  ),
  markedTwice: entry(1004, (name: string) => `'${name}' is marked more than once.`, `Keep one mark.`),
  noBody: entry(
    1005,
    (name: string) => `'${name}' is marked where it has no body.`,
    `Put the mark on the implementation.`,
  ),
  nestedMark: entry(
    1006,
    (name: string, place: string) => `'${name}' is marked inside ${place}, where nothing can take its place.`,
    `Declare it as a function or a constant at the top level of the module or in a block, or wrap it: unsync(fn).`,
  ),
  notAFunction: entry(
    1007,
    (name: string) => `'${name}' is marked, but what it is initialised with is not a function expression.`,
    `Mark the function itself, or wrap it: unsync(fn).`,
  ),
  notConst: entry(
    1008,
    (name: string) => `'${name}' is marked but can be reassigned, and a worker would go on with what stands here.`,
    `Declare it with 'const'.`,
  ),
  generator: entry(
    1009,
    (name: string, why: string) => `'${name}' gives a generator, and ${why}.`,
    `Write it as 'function*', and pass what it needs as arguments.`,
  ),
  instanceMethod: entry(
    1010,
    (name: string, why: string) =>
      `'${name}' is an instance method whose 'this' can't cross to another thread: ${why}.`,
    `Make it static, or a function that takes what it reads from 'this'.`,
  ),
  unnamedClass: entry(
    1011,
    (name: string) => `'${name}' is marked in a class without a name, by which a worker would find it.`,
    `Name the class.`,
  ),
  privateName: entry(
    1012,
    (name: string) => `'${name}' is a private name, which only its class can use, and no worker module.`,
    `Use a name without '#'.`,
  ),
  backgroundNotAsync: entry(
    1013,
    (name: string) =>
      `'${name}' is stated as 'background' but is not asynchronous: it would hold up the loop that they all share.`,
    `Make it async, or state 'cpu-bound' or 'blocking'.`,
  ),
  reservedFile: entry(
    1014,
    (file: string) => `The name '${file}' is taken by the worker module that unsync writes.`,
    `Rename the file.`,
  ),
  unknownOption: entry(
    1015,
    (option: string) => `Plugin option '${option}' is not known to unsync.`,
    `Known options: warningsAsErrors, blocking, effects.`,
  ),
  unsupportedModule: entry(
    1016,
    (what: string) => `unsync can't write worker modules with ${what}.`,
    `Compile to CommonJS or ES modules, one output file for each source file.`,
  ),
  wrapperArgument: entry(
    1017,
    () => `The argument of unsync() is not a function that can be found at build time.`,
    `Pass a function expression, or the name of a function declared or imported here.`,
  ),
  mergedNamespace: entry(
    1019,
    (name: string) =>
      `'${name}' is marked, and merged with a namespace, which is where '${name}.inline' and the like have their place.`,
    `Give the namespace another name.`,
  ),
  severalDeclarators: entry(
    1020,
    (name: string) => `'${name}' is marked in a declaration of several constants: the mark would speak of all of them.`,
    `Declare it in a statement of its own.`,
  ),
  marksNothing: entry(
    1021,
    () => `'@unsync' stands before nothing that it could mark.`,
    `Put it right before a function, or take it away.`,
  ),
  markInText: entry(
    1022,
    () => `'@unsync' is a mark only at the start of a line of a '/** … */' comment.`,
    `Put it there; where it is only mentioned, write it in backticks.`,
  ),
  unsupportedCompiler: entry(
    1023,
    (version: string) => `TypeScript ${version} is not one that unsync works with.`,
    `Install typescript@6 with ts-patch@4, or typescript@5.9 with ts-patch@3.`,
  ),
  otherTransformers: entry(
    1024,
    (names: string) => `'unsync build' does not run other transformers, and "plugins" has ${names}.`,
    `Compile with tspc, which does.`,
  ),
  laterProgram: entry(
    1025,
    (names: string) =>
      `${names} makes programs, and stands after unsync in "plugins": it would be given files in which more stands than you wrote.`,
    `Put it before unsync.`,
  ),
  wrongOption: entry(
    1030,
    (option: string, takes: string) => `Plugin option '${option}' takes ${takes}.`,
    `Write it so, or take it away.`,
  ),
  wrongEffect: entry(
    1031,
    (name: string, line: string, why: string, _instead: string) =>
      `Plugin option 'effects' says '${line}' of '${name}': ${why}.`,
    (_name, _line, _why, instead) => instead,
  ),

  capturedLocal: entry(
    2001,
    (task: string, name: string, why: string) => `'${task}' can't be moved to a worker: it captures '${name}', ${why}.`,
    `Pass what it needs as arguments.`,
  ),
  reassigned: entry(
    2002,
    (task: string, name: string) =>
      `'${task}' can't be moved to a worker: '${name}' is reassigned, and the worker would have a private copy.`,
    `Pass it as an argument, or make it a constant.`,
  ),
  sharedState: entry(
    2003,
    (task: string, name: string) =>
      `'${task}' can't be moved to a worker: '${name}' is changed on one side and used on the other, and each side would have its own.`,
    `Pass it as an argument, and return what changes.`,
  ),
  usesThis: entry(
    2004,
    (task: string, why: string) => `'${task}' can't be moved to a worker: ${why}.`,
    `Pass what it reads from there as arguments.`,
  ),
  usesSuper: entry(
    2005,
    (task: string, what: string) => `'${task}' can't be moved to a worker: '${what}' has no meaning there.`,
    `Write it as a plain function.`,
  ),
  usesEval: entry(
    2006,
    (task: string, what: string) =>
      `'${task}' can't be moved to a worker: ${what} can reach any name, so what it needs is not known.`,
    `Write out what it needs.`,
  ),
  writesParameter: entry(
    2007,
    (task: string, name: string, why: keyof typeof notGivenBack) =>
      `'${task}' can't be moved to a worker: it changes '${name}', which is its caller's, and ${notGivenBack[why]}.`,
    `Change a copy, and give that.`,
  ),
  writesImport: entry(
    2008,
    (task: string, name: string) =>
      `'${task}' can't be moved to a worker: it changes the imported '${name}', and the worker has a copy of its own.`,
    `Pass it as an argument, and return what changes.`,
  ),
  computedImport: entry(
    2009,
    (task: string) =>
      `'${task}' can't be moved to a worker: it loads a module by a name that is only known at run time.`,
    `Import it by a literal name.`,
  ),

  lostClass: entry(
    2010,
    (task: string, path: string, instance: string, why: string, _gives: Gives) =>
      `'${task}' can't be moved to a worker: '${path}' is ${instance}, ${why}.`,
    (_task, _path, _instance, _why, gives) =>
      `${gives === 'passed' ? 'Pass' : 'Return'} the data that it holds, and make the instance on the other side.`,
  ),
  usesModuleObject: entry(
    2011,
    (task: string, name: string) =>
      `'${task}' can't be moved to a worker: '${name}' is its module's, and a worker module has its own.`,
    `Use what is exported by its own name.`,
  ),
  writesCapture: entry(
    2012,
    (task: string, name: string) =>
      `'${task}' can't be moved to a worker: it changes '${name}', which it captures, and the change would be lost.`,
    `Return what changes, and let the caller change it.`,
  ),
  cannotCross: entry(
    2021,
    (task: string, path: string, what: string, _gives: Gives) =>
      `'${task}' can't be moved to a worker: '${path}' is ${what}, which can't cross to another thread.`,
    (_task, _path, _what, gives) =>
      gives === 'passed'
        ? `Pass the data that it stands for; a function that returns nothing can be a parameter of its own.`
        : `Return the data that it stands for.`,
  ),
  loadsInAnotherOrder: entry(
    2020,
    (task: string, reader: string, name: string, owner: string) =>
      `'${task}' can't be moved to a worker: ${reader} reads '${name}' of ${owner} as it loads, and in a worker they load in another order.`,
    `Move what it reads to a file of its own.`,
  ),

  lostTypeParameters: entry(
    3001,
    (name: string) =>
      `The type parameters of '${name}' come from elsewhere, and would be lost on its future-returning self.`,
    `Write the type parameters on the function itself.`,
  ),
  lostOverloads: entry(
    3002,
    (name: string) =>
      `The overloads of '${name}' come from elsewhere, and all but one would be lost on its future-returning self.`,
    `Declare it as a function with overload signatures.`,
  ),

  unwrittenTypes: entry(
    3003,
    (name: string) =>
      `'${name}' is generic and stands inside another function: what is inferred of it can't be passed on.`,
    `Write the types of its parameters and of its result, or move it to the top level of the module.`,
  ),

  futureAsValue: entry(
    3004,
    (expression: string, why: string, wrong: string) => `'${expression}' is a future here${why}: ${wrong}.`,
    `Await it, or wait for what it gives with 'result()'.`,
  ),

  statePerWorker: entry(
    5001,
    (task: string, name: string) => `'${name}' is changed by '${task}': every worker has its own.`,
    `Pass it as an argument and return it where that is not wanted.`,
  ),
  importRunsPerWorker: entry(
    5002,
    (module: string) => `'${module}' is imported for what it does: it runs once in every worker, too.`,
    `Move the marked function to a file that does not import it where that is not wanted.`,
  ),
  initialiserPerWorker: entry(
    5003,
    (task: string, name: string) =>
      `'${name}', used by '${task}', is set up by a call: it runs once in every worker, too.`,
    `Pass what it gives as an argument where that is not wanted.`,
  ),
  functionConstructor: entry(
    5004,
    (task: string) => `'${task}' builds code from text, which sees the worker's globals.`,
    `Write the function out.`,
  ),
  identityPerThread: entry(
    5005,
    (task: string, name: string) => `'${name}', used by '${task}', is a Symbol(): each thread has its own.`,
    `Use Symbol.for().`,
  ),
  importsItself: entry(
    5006,
    (module: string) => `'${module}' leads back to this file: all of it runs in every worker, too, beside its copies.`,
    `Move what is imported from here to a file of its own where that is not wanted.`,
  ),
  importActs: entry(
    5007,
    (module: string, what: string) =>
      `'${module}' leads to a module that does something when it loads, '${what}': it does so once in every worker, too.`,
    `Move what the marked function needs from there to a file of its own where that is not wanted.`,
  ),
  mayWriteParameter: entry(
    5010,
    (task: string, name: string, why: keyof typeof notGivenBack) =>
      `'${task}' may change '${name}', which is its caller's: ${notGivenBack[why]}.`,
    `Change a copy, and give that.`,
  ),
  mayShareState: entry(
    5012,
    (task: string, name: string) =>
      `'${name}', used by '${task}', may be changed on one side and used on the other: each side has its own.`,
    `Pass it as an argument, and return what changes.`,
  ),
  givesNothing: entry(
    5011,
    (task: string) =>
      `'${task}' computes on another thread and gives nothing back: what it changes there, no one else sees.`,
    `Return what it computes; state '@unsync blocking' where waiting is what it does.`,
  ),
  placePerWorker: entry(
    5040,
    (task: string, name: string) =>
      `'${name}', used by '${task}', keeps its place in 'lastIndex': every worker has its own.`,
    `Make the regular expression where it is used, or leave out its flags 'g' and 'y'.`,
  ),
  plainCopy: entry(
    5009,
    (task: string, path: string, instance: string, _gives: Gives) =>
      `'${path}' of '${task}' is ${instance}, and arrives as a plain object: 'instanceof' does not hold for it.`,
    (_task, _path, _instance, gives) =>
      `${gives === 'passed' ? 'Take' : 'Return'} it as an interface where that is not wanted.`,
  ),

  mayNotCross: entry(
    5013,
    (task: string, path: string, what: string, _gives: Gives) =>
      `'${path}' of '${task}' may be ${what}, which can't cross to another thread: such a call is rejected.`,
    (_task, _path, _what, gives) => `${gives === 'passed' ? 'Take' : 'Return'} a type without it.`,
  ),

  resultIsCopy: entry(
    5014,
    (task: string, what: string, does: string) => `'${task}' ${what}, and its caller gets a copy: ${does}.`,
    `Return what names it, such as an index or an id, where it matters which one it is.`,
  ),
  callbackThrows: entry(
    5015,
    (task: string) =>
      `'${task}' catches what a function of its caller throws, but that is called later, on the caller's thread.`,
    `Let the function return what went wrong, or call the marked function without it.`,
  ),
  errorLosesPart: entry(
    5016,
    (task: string, what: string) => `'${task}' throws an error that arrives without ${what}.`,
    `Keep it in a field that holds data.`,
  ),

  callbackGetsCopy: entry(
    5019,
    (task: string, what: string) => `'${task}' ${what}: one of both is a copy.`,
    `Let the function return what changes, and give it what stays as it is.`,
  ),
  callbackTooLate: entry(
    5021,
    (task: string, line: string) =>
      `'${task}' has a function of its caller called later on, at line ${line}: once it has returned, nobody hears of that.`,
    `Make it async, and wait for that.`,
  ),
  copyLacks: entry(
    5020,
    (task: string, which: string, lacks: string, where: string) =>
      `What '${task}' ${which} arrives as a copy, ${lacks}: ${where}.`,
    `Say it in a field of its own.`,
  ),
  judgedLater: entry(
    5022,
    (task: string, path: string, instance: string, _gives: Gives) =>
      `'${path}' of '${task}' is ${instance}, of which only declarations are known: each is judged as it crosses, and a call is rejected where its fields are not all there is to it.`,
    (_task, _path, _instance, gives) =>
      `${gives === 'passed' ? 'Pass' : 'Return'} the data that it holds where that is not wanted.`,
  ),
  tooMuchToFollow: entry(
    5018,
    (task: string) => `Nothing is known of what '${task}' changes: what it runs is too much to be followed.`,
    `See to it that it changes nothing that is not its own; smaller files, and functions that take what they need, help.`,
  ),
  comparesCopies: entry(
    5017,
    (task: string, name: string) =>
      `'${task}' asks whether what it was given is '${name}': in a worker that is a copy, and never the same.`,
    `Compare something in it, such as an id.`,
  ),

  freeName: entry(
    9001,
    (name: string, module: string) =>
      `The worker module '${module}' uses '${name}', which nothing in it declares. This is a bug in unsync.`,
    `Please report it with the file; until then, take the mark away.`,
  ),
  nameTwice: entry(
    9002,
    (name: string, module: string) =>
      `The worker module '${module}' declares '${name}' twice. This is a bug in unsync.`,
    `Please report it with the file; until then, take the mark away.`,
  ),
} as const;

export type ProblemName = keyof typeof table;
type Details<N extends ProblemName> = Parameters<(typeof table)[N]['message']>;

export function problem<N extends ProblemName>(
  name: N,
  file: ts.SourceFile,
  span: Span,
  details: Details<N>,
  related: readonly Related[] = [],
): Problem {
  return { ...projectProblem(name, details), category: table[name].category, file, span, related };
}

/** A finding without a place in a file, as text. */
export function projectProblem<N extends ProblemName>(name: N, details: Details<N>): Pick<Problem, 'code' | 'message'> {
  const { code, message, fix } = table[name];
  const text = (part: string | typeof message): string =>
    typeof part === 'string' ? part : (part as unknown as (...d: string[]) => string)(...details);
  return { code, message: `${text(message)} ${text(fix)}` };
}

/** It says that something runs again, or of which sort a copy is: what that comes to, a second run shows, or the call does itself. */
const compared: ReadonlySet<number> = new Set(
  (
    [
      'importRunsPerWorker',
      'functionConstructor',
      'importsItself',
      'plainCopy',
      'judgedLater',
      'mayNotCross',
      'tooMuchToFollow',
    ] as const
  ).map((name) => table[name].code),
);
export const isCompared = ({ code }: Problem): boolean => compared.has(code);

/** For tsc: `error TS991001: UNSYNC1001: …`. */
export function toDiagnostic(ts: TypeScript, p: Problem): ts.DiagnosticWithLocation {
  return {
    file: p.file,
    start: p.span.start,
    length: Math.max(p.span.end - p.span.start, 1),
    category: ts.DiagnosticCategory.Error,
    code: 990000 + p.code,
    messageText: `UNSYNC${p.code}: ${p.message}`,
    source: 'unsync',
    relatedInformation: p.related.map((r) => ({
      file: r.file,
      start: r.span.start,
      length: Math.max(r.span.end - r.span.start, 1),
      category: ts.DiagnosticCategory.Message,
      code: 990000 + p.code,
      messageText: r.message,
    })),
  };
}

/** For warnings, which must not be diagnostics of tsc: `src/a.ts(3,1): warning UNSYNC5001: …`. */
export function toText(ts: TypeScript, p: Problem, currentDirectory: string): string {
  const where = (file: ts.SourceFile, span: Span) => {
    const { line, character } = ts.getLineAndCharacterOfPosition(file, span.start);
    const name = file.fileName.startsWith(currentDirectory + '/')
      ? file.fileName.slice(currentDirectory.length + 1)
      : file.fileName;
    return `${name}(${line + 1},${character + 1})`;
  };
  const chain = p.related.map((r) => `\n  ${where(r.file, r.span)}: ${r.message}`).join('');
  return `${where(p.file, p.span)}: ${p.category} UNSYNC${p.code}: ${p.message}${chain}\n`;
}
