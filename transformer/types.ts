/**
 * Every type that crosses a phase boundary. The phases, in order:
 * find → declare → relocate → classify → slice → lower → emit. Long, since they are all in one place.
 */
import type ts from 'typescript';

/** The compiler module a host hands us; never imported for its values, so any patched or aliased copy works. */
export type TypeScript = typeof ts;

export type Kind = 'cpu-bound' | 'blocking' | 'background' | 'async';
/** The kinds a mark can state; `async` is always decided by the signature. */
export type StatedKind = Exclude<Kind, 'async'>;

/** Properties that a mark states of its function: `@unsync blocking idempotent`, `{ kind: 'blocking', idempotent: true }`. */
export interface Stated {
  readonly stated: StatedKind | undefined;
  /** It may be run twice. Without effect where it does not leave its thread. */
  readonly idempotent: boolean;
  /** What it changes of its caller's is meant to be lost. */
  readonly untracked: boolean;
}

/** A range of the user's text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

// ---------------------------------------------------------------- diagnostics

export interface Related {
  readonly file: ts.SourceFile;
  readonly span: Span;
  readonly message: string;
}

/** A finding about the user's program; `hosts` turn it into what their tool prints. */
export interface Problem {
  readonly code: number;
  readonly category: 'error' | 'warning';
  readonly file: ts.SourceFile;
  readonly span: Span;
  readonly message: string;
  /** The chain that explains it: captured → used here → not allowed because. */
  readonly related: readonly Related[];
}

// ----------------------------------------------------------------------- find

/**
 * - `function`: `function f() {}`, exported or not, default or not, named or not
 * - `constant`: `const f = () => {}`
 * - `export`: `export default () => {}` and `export = () => {}`
 * - `member`: a method or a function of an object literal
 * - `static`: a static method of a top-level class
 * - `instance`: an instance method of a top-level class
 */
export type MarkForm = 'function' | 'constant' | 'export' | 'member' | 'static' | 'instance';

/** One `@unsync` comment or decorator and the declaration it binds to. Nodes and spans are those of the user's text. */
export interface Mark extends Stated {
  readonly form: MarkForm;
  /** Stands inside a function: a `function`, `constant` or `member`. */
  readonly nested: boolean;
  /** Its name for people: `resize`, `Image.resize`, `outer.resize`, `default`. Unique within the file. */
  readonly name: string;
  /** The name that code of the file uses for it, where it has one: absent for an anonymous default export. */
  readonly localName: string | undefined;
  /** The node that is replaced. */
  readonly node: MarkedNode;
  /** Overload signatures that precede an implementation, in order. */
  readonly overloads: readonly (ts.FunctionDeclaration | ts.MethodDeclaration)[];
  /** The function itself. */
  readonly fn: ts.FunctionLikeDeclaration;
  /** Where errors about it are reported: its name, or its first keyword. */
  readonly anchor: Span;
  /** The `@unsync` decorator to take away, where that is the mark. */
  readonly decorator: ts.Decorator | undefined;
}
export type MarkedNode =
  | ts.FunctionDeclaration
  | ts.VariableStatement
  | ts.ExportAssignment
  | ts.MethodDeclaration
  | ts.PropertyAssignment;

export interface Found {
  readonly marks: readonly Mark[];
  readonly problems: readonly Problem[];
}

// -------------------------------------------------------------------- declare

/** Compiler options that change what may be written. */
export interface DeclareOptions {
  /** Types must be readable off the text: never refer to the hidden function where the user wrote the types. */
  readonly isolatedDeclarations: boolean;
}

/** A run of virtual text: copied from the user's text at `from`, or inserted and standing for the user's `anchor`. */
export type Segment =
  | { readonly at: number; readonly length: number; readonly from: number }
  | { readonly at: number; readonly length: number; readonly anchor: Span };

/** The stand-ins for a mark in the virtual text, by the names it was given there. */
export interface Declared {
  readonly mark: Mark;
  /** The constant, or the method, that holds the function verbatim. */
  readonly hidden: string;
  /** The name of what callers see. */
  readonly visible: string;
}

export interface VirtualText {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly declared: readonly Declared[];
}

// ------------------------------------------------------------------- relocate

/** A mark with its nodes in the tree that the checker sees; positions are the user's. */
export interface Task {
  readonly mark: Mark;
  readonly hidden: string;
  readonly visible: string;
  /** `const hidden = …` or the hidden method. */
  readonly hiddenNode: ts.VariableStatement | ts.MethodDeclaration;
  /** For `member`: the expression that stands in place of the function, with the hidden constant in it. */
  readonly place: ts.Expression | undefined;
  /** The functions as the user wrote them, overload signatures first. */
  readonly plain: readonly ts.SignatureDeclaration[];
  /** For `constant` and `export`: the user's declarator inside the hidden constant, or the expression returned. */
  readonly plainStatement: ts.Statement | undefined;
  /** For `member`: `({ resize(bytes) { … } }).resize`. */
  readonly plainExpression: ts.Expression | undefined;
  /** Nodes that callers see: declared function(s) and namespace, the typed constant, the typed property or method. */
  readonly visibleNodes: readonly ts.Node[];
}

/** A file of the program with marks, after relocation. */
export interface MarkedFile {
  readonly file: ts.SourceFile;
  readonly tasks: readonly Task[];
  readonly problems: readonly Problem[];
}

// ------------------------------------------------------------------- classify

/** One step of the path that decided a kind: "`loadAll` calls `load`, which calls `readFileSync`". */
export interface Evidence {
  readonly file: ts.SourceFile;
  readonly span: Span;
  readonly text: string;
}

export interface Classified {
  readonly kind: Kind;
  /** Why: 'stated', 'asynchronous', 'calls something that blocks', 'computes'. */
  readonly because: 'stated' | 'asynchronous' | 'blocks' | 'computes';
  readonly evidence: readonly Evidence[];
  /** For 'computes': calls that were met, and could not be followed to what they run. */
  readonly unfollowed: readonly Evidence[];
}

// ---------------------------------------------------------------------- slice

export interface SliceInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly options: ts.CompilerOptions;
  readonly tasks: readonly Task[];
  readonly wrappers: readonly Wrapper[];
  readonly classified: ReadonlyMap<Task | Wrapper, Classified>;
}

/** A piece of a module that is kept or dropped as one. */
export type Unit = ts.Statement | ts.VariableDeclaration;

/** The needs of a function inside another of what is around it. */
export interface Environment {
  /** Variables whose values travel with each call, by name, each with an identifier that reads it. */
  readonly captures: Map<string, ts.Identifier>;
  /** Variables of the module with primitive values, which its caller's side replaces: their values travel, too. */
  readonly state: Map<string, ts.Identifier>;
  /** Functions, classes and enums that are copied with it, and marked functions that it calls: statements or declarators. */
  readonly locals: Set<Unit>;
}

/** The needs of a set of functions from its own module. */
export interface Closure extends Environment {
  readonly units: Set<Unit>;
  /** Import bindings in use: clauses, specifiers, namespace imports, `import x =`. */
  readonly imports: Set<ts.Node>;
  /** Marked functions that it calls by their visible, future-returning selves. */
  readonly stubbed: Set<Task | Wrapper>;
  /** Names taken from outside the module. */
  readonly globals: Set<string>;
  /** Error classes that are named, and classes whose instances cross, each with an identifier that names it. */
  readonly classes: Map<string, ts.Identifier>;
}

/** A name of another module, which is loaded on both sides: each imports it, so that errors keep their class, and constants are the same. */
export interface Imported {
  /** A class of which only declarations are known: whether its fields are all there is to it is asked when an instance crosses. */
  readonly isJudged?: true;
  readonly specifier: string;
  readonly name: string;
}

/** The contents of a file's worker module: the closure of every function that runs there. */
export interface Slice extends Omit<Closure, keyof Environment> {
  readonly roots: readonly Plan[];
  readonly errorClasses: readonly Imported[];
  /** Of the file, each with an identifier that names it, and of other modules. */
  readonly constants: { readonly named: ReadonlyMap<string, ts.Identifier>; readonly imported: readonly Imported[] };
}

/** Something of its caller's that a function changes, or may change. */
export interface Tracked {
  /** As the runtime names it: '0', '2+' from there on, '.captured', 'this'. */
  readonly given: string;
  /** For people: `rows`, `this`. */
  readonly name: string;
  /** That it does is known; else that it does not is not. */
  readonly sure: boolean;
  /** Where, or what is not known. */
  readonly evidence: Evidence;
}

/** A function that runs somewhere, ready to be lowered. */
export interface Plan {
  readonly unit: Task | Wrapper;
  /** Its name for people, unique within the file; also its key in the worker module's task table. */
  readonly name: string;
  /** Where it is marked. */
  readonly span: Span;
  readonly classified: Classified;
  /** Runs in a worker: neither `async` nor refused. */
  readonly offThread: boolean;
  /** Classes that both sides have, so that errors and instances of them keep theirs. */
  readonly classes: ReadonlyMap<string, ts.Identifier>;
  /** Functions that it is given and that stay with its caller, by the runtime's name for where. */
  readonly callbacks: ReadonlyMap<string, 'call' | 'await'>;
  readonly crossings: Crossings | undefined;
  /** Where in its result stands memory that nothing else holds once it has returned: '' is the result, `tiles.*.pixels` in it. */
  readonly fresh: readonly string[];
  /**
   * What it may change of its caller's, and gives back. Empty where its result may hold what it was given, whose
   * identity is kept then; undefined where neither is so.
   */
  readonly tracked: readonly Tracked[] | undefined;
  /** Names of constants of modules that both sides have, whose objects cross as each side's own. */
  readonly constants: readonly string[];
  /** Its needs of its module and of the functions around it. */
  readonly environment: Closure;
  /** A generator: its values stream. */
  readonly stream: boolean;
  readonly idempotent: boolean;
  /** Codes of what the build has said of it, and what no run can compare. */
  readonly warned: readonly string[];
  /** Check mode may run it a second time, on its caller's thread. */
  readonly repeatable: boolean;
}

/** `unsync(fn)` at the top level of a module. */
export interface Wrapper extends Stated {
  readonly call: ts.CallExpression;
  readonly argument: ts.Expression;
  readonly name: string;
}

/** Of each call that gives memory away, where in its arguments: `0`, `1.pixels`, `2.*`. */
export type GivenAway = ReadonlyMap<ts.Node, readonly string[]>;

/** All that is known about a file when it is lowered. */
export interface Analysis {
  readonly file: ts.SourceFile;
  readonly plans: readonly Plan[];
  /** Absent when nothing of the file runs in a worker. */
  readonly slice: Slice | undefined;
  /** Calls of marked functions that are the last to look at memory in their arguments. */
  readonly givenAway: GivenAway;
  readonly problems: readonly Problem[];
}

// ----------------------------------------------------------------------- emit

/** Where outputs are, for what is to be read again or deleted. */
export interface Disk {
  readDirectory(folder: string): readonly { name: string; isFolder: boolean }[];
  readFile(name: string): string | undefined;
  fileExists(name: string): boolean;
  deleteFile(name: string): void;
}

// ---------------------------------------------------------------------- types

/** Something in a type that structured clone would not give back as it is. */
export type CrossingPart = {
  /** `options.owner`, `result[]`. */
  readonly path: string;
  /** Every value of the type has it: where not, it is up to the value. */
  readonly required: boolean;
} & (
  | {
      readonly kind: 'instance';
      /** None, where it has none. */
      readonly className: string | undefined;
      readonly declaration: ts.ClassLikeDeclaration;
      /** A method or accessor that a copy would lack, if the class has any. */
      readonly member: string | undefined;
      readonly isError: boolean;
      /** Only declarations are known of it, a package's as a rule: what is in one shows when it crosses. */
      readonly isJudged: boolean;
      /** Why its fields are not all there is to it, if they aren't. */
      readonly obstacle: string | undefined;
    }
  /** A function that may stay with the caller: `key` is how the runtime names it. */
  | { readonly kind: 'callback'; readonly key: string; readonly answers: boolean }
  /** A thing that no copy could stand for: 'a function', 'a symbol'. */
  | { readonly kind: 'lost'; readonly what: string }
);

/** The values that a function takes and gives, as far as they need more than structured clone. */
export interface Crossings {
  /** By the parameter that they are in; those of the result under `undefined`. */
  readonly parts: readonly (CrossingPart & { readonly parameter: number | undefined })[];
  /** Nothing but primitives, and arrays of them. */
  readonly plain: boolean;
  /** Of each parameter, its name; none for a pattern. */
  readonly parameters: readonly string[];
}

/**
 * - `copy`: by structured clone
 * - `buffer`: the same, and it stays a Buffer
 * - `transferable`: the same, or moved, where `transfer` names it; `move`: only that
 * - `fresh`: of a result, moved where it is of some size, since nothing else holds it
 * - `share`: both sides have the same memory
 * - `error`: with its class, fields and stack
 * - `instance`: as its fields, with its class
 * - `callback`: a function that stays with the caller and is called there; `signal`: an abort is passed on
 * - `await`: a promise, whose value is copied
 * - `stream`: value by value, as they are asked for
 * - `refuse`: the call rejects, naming it
 * - `unknown`: the type does not tell; decided by the value
 */
export type Way =
  | 'copy'
  | 'buffer'
  | 'transferable'
  | 'move'
  | 'fresh'
  | 'share'
  | 'error'
  | 'instance'
  | 'callback'
  | 'signal'
  | 'await'
  | 'stream'
  | 'refuse'
  | 'unknown';

/** How an argument or a result gets to the other thread. */
export interface Passage {
  /** `n`, `n?`, `...rest`, `this` of a method; null for the result. */
  readonly parameter: string | null;
  readonly type: string;
  readonly way: Way;
  /** Parts of it that go another way: `options.image`, `transferable`. */
  readonly parts: readonly { readonly path: string; readonly type: string; readonly way: Way }[];
}

/**
 * - `none`: a primitive, or an array, which a typed array is filled from
 * - `view`: a typed array or a DataView; `bytes`: one that may be a Buffer, whose `slice` is no copy
 * - `buffer`: an ArrayBuffer, shared or not, which a typed array is put on
 * - `unknown`: the type does not tell
 */
export type Memory = 'none' | 'view' | 'bytes' | 'buffer' | 'unknown';

/**
 * The questions phases ask about types and names. Small, so that another
 * checker can answer them; `type-info.ts` answers with TypeScript's own.
 */
export interface TypeInfo {
  /** For the analysis of flow alone, which asks a few questions more (`facts/flow/questions.ts`). */
  readonly checker: ts.TypeChecker;
  /** The project's own source. */
  readonly files: readonly ts.SourceFile[];
  /** Every marked function of the project. */
  readonly tasks: readonly Task[];
  /** What the project says of functions of packages (`facts/platform/signatures.ts`). */
  readonly effects: Readonly<Record<string, string>>;
  /** Throws where the host no longer waits for what is looked for. */
  stopIfAsked(): void;
  /** Remembers an answer for as long as the program lives. */
  once<T>(question: string, answer: () => T): T;
  /** Remembers an answer about a file for as long as the program lives. */
  perFile<T>(question: string, file: ts.SourceFile, answer: () => T): T;
  /** Declarations of the value that an identifier names; an import answers with its own specifier or clause. */
  declarationsOf(identifier: ts.Identifier): readonly ts.Declaration[];
  /** Finds declarations, following imports and re-exports to what they stand for. For a property, its declarations. */
  targetsOf(name: ts.Node): readonly ts.Declaration[];
  /** The file that a module specifier names, where it is one of the program's. */
  moduleOf(specifier: ts.StringLiteralLike): ts.SourceFile | undefined;
  /** Declarations of the property by that name that the type at a node has. */
  memberOf(node: ts.Node, name: string): readonly ts.Declaration[];
  /** Declarations of the call signatures of an expression's type, those of a union's parts included. */
  callablesOf(expression: ts.Expression): readonly ts.Declaration[] | 'any';
  /** Declarations of what a call runs, overload signatures included. */
  calledBy(call: ts.CallLikeExpression): readonly ts.Node[];
  isFunction(node: ts.Node): boolean;
  /** Holds where it is a signal or a port, always: what crosses of it hears what is told on the other side. */
  isListenedTo(node: ts.Node): boolean;
  /** Holds where calling it gives `undefined`, always. */
  givesNothing(fn: ts.Node): boolean;
  /** Holds where a value is one that no two names can share: a number, a string, nothing. */
  isPrimitive(node: ts.Node): boolean;
  /** Holds where calling it gives something with a `then`. */
  returnsPromise(fn: ts.Node): boolean;
  /** Type parameter counts of the call signatures of a name's type. */
  signatureShape(name: ts.Node): readonly number[];
  /**
   * How awaiting the result of a name's nth call signature changes its type: not at all,
   * to the type argument of the promise written there, or in a way that only `Awaited` says.
   */
  awaiting(name: ts.Node, signature: number): 'itself' | 'argument' | 'unknown';
  /** The call signatures of a name's type, as nodes of a declaration file. */
  printSignatures(name: ts.Node): readonly ts.SignatureDeclaration[];
  /** Finds what a name's call signatures take and give that needs more than structured clone. */
  crossingsOf(name: ts.Node): Crossings;
  /** Finds what of a value needs more. */
  crossingParts(node: ts.Node): readonly CrossingPart[];
  /** Of each call signature of a name's type, how its arguments and then its result would cross. */
  passagesOf(name: ts.Node): readonly (readonly Passage[])[];
  /** Holds where calling it gives a generator. */
  returnsGenerator(fn: ts.Node): boolean;
  /** Holds where a value is a typed array, an ArrayBuffer or a DataView, whose memory may be shared or transferred. */
  isBinary(node: ts.Node): boolean;
  /** Of what its type allows, what may be most of it. */
  memoryOf(node: ts.Node): Memory;
  /** Holds where a class (by its name, or an import of it) derives from `Error`. */
  isErrorClass(name: ts.Identifier): boolean;
}
