/**
 * Every type that crosses a phase boundary. The phases, in order:
 * find → declare → relocate → classify → slice → lower → emit.
 */
import type ts from 'typescript';

/** The compiler module a host hands us; never imported for its values, so any patched or aliased copy works. */
export type TypeScript = typeof ts;

export type Kind = 'cpu-bound' | 'blocking' | 'background' | 'async';
/** The kinds a mark can state; `async` is always decided by the signature. */
export type StatedKind = Exclude<Kind, 'async'>;

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
 * - `static`: a static method of a top-level class
 */
export type MarkForm = 'function' | 'constant' | 'export' | 'static';

/** One `@unsync` comment or decorator and the declaration it binds to. Nodes and spans are those of the user's text. */
export interface Mark {
  readonly form: MarkForm;
  /** What people call it: `resize`, `Image.resize`, `default`. Unique within the file. */
  readonly name: string;
  /** The name that code of the file uses for it, where it has one: absent for an anonymous default export. */
  readonly localName: string | undefined;
  readonly stated: StatedKind | undefined;
  /** FunctionDeclaration | VariableStatement | ExportAssignment | MethodDeclaration: what is replaced. */
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
export type MarkedNode = ts.FunctionDeclaration | ts.VariableStatement | ts.ExportAssignment | ts.MethodDeclaration;

export interface Found {
  readonly marks: readonly Mark[];
  readonly problems: readonly Problem[];
}

// -------------------------------------------------------------------- declare

/** A run of virtual text: copied from the user's text at `from`, or inserted and standing for the user's `anchor`. */
export type Segment =
  | { readonly at: number; readonly length: number; readonly from: number }
  | { readonly at: number; readonly length: number; readonly anchor: Span };

/** What stands in the virtual text for a mark, by the names it was given there. */
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
  /** The functions as the user wrote them, overload signatures first. */
  readonly plain: readonly ts.SignatureDeclaration[];
  /** For `constant` and `export`: the user's declarator inside the hidden constant, or the expression returned. */
  readonly plainStatement: ts.Statement | undefined;
  /** What callers see: declared function(s) and namespace, the typed constant, the typed property. */
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
}

// ---------------------------------------------------------------------- slice

/** A piece of a module that is kept or dropped as one. */
export type Unit = ts.Statement | ts.VariableDeclaration;

/** What a set of functions needs from its own module. */
export interface Closure {
  readonly units: Set<Unit>;
  /** Import bindings in use: clauses, specifiers, namespace imports, `import x =`. */
  readonly imports: Set<ts.Node>;
  /** Marked functions that it calls by their visible, future-returning selves. */
  readonly stubbed: Set<Task | Wrapper>;
  /** Names taken from outside the module. */
  readonly globals: Set<string>;
  /** Error classes that are named, each with an identifier that names it. */
  readonly errorClasses: Map<string, ts.Identifier>;
}

/** What the worker module of a file holds: the closure of every function that runs there. */
export interface Slice extends Closure {
  readonly roots: readonly Plan[];
}

/** A function that runs somewhere, ready to be lowered. */
export interface Plan {
  readonly unit: Task | Wrapper;
  /** What people call it, unique within the file; also its key in the worker module's task table. */
  readonly name: string;
  /** Where it is marked. */
  readonly span: Span;
  readonly classified: Classified;
  /** Runs in a worker: neither `async` nor refused. */
  readonly offThread: boolean;
  /** Error classes that it, or what it calls here, names: both sides have them. */
  readonly errorClasses: ReadonlyMap<string, ts.Identifier>;
}

/** `unsync(fn)` at the top level of a module. */
export interface Wrapper {
  readonly call: ts.CallExpression;
  readonly argument: ts.Expression;
  readonly stated: StatedKind | undefined;
  readonly name: string;
}

/** All that is known about a file when it is lowered. */
export interface Analysis {
  readonly file: ts.SourceFile;
  readonly plans: readonly Plan[];
  /** Absent when nothing of the file runs in a worker. */
  readonly slice: Slice | undefined;
  readonly problems: readonly Problem[];
}

// ---------------------------------------------------------------------- types

/** A class instance in a signature: a copy of it would have no methods. */
export interface CrossingInstance {
  /** Index of the parameter; none for the result. */
  readonly parameter: number | undefined;
  /** `options.owner`, `result[]`. */
  readonly path: string;
  readonly className: string;
  readonly declaration: ts.Declaration;
  /** A method that the copy would lack. */
  readonly member: string;
}

/**
 * The questions phases ask about types and names. Small, so that another
 * checker can answer them; `type-info.ts` answers with TypeScript's own.
 */
export interface TypeInfo {
  /** Remembers an answer about a file for as long as the program lives. */
  perFile<T>(question: string, file: ts.SourceFile, answer: () => T): T;
  /** Declarations of the value that an identifier names; an import answers with its own specifier or clause. */
  declarationsOf(identifier: ts.Identifier): readonly ts.Declaration[];
  /** The same, following imports and re-exports to what they stand for. For a property, its declarations. */
  targetsOf(name: ts.Node): readonly ts.Declaration[];
  /** The file that a module specifier names, where it is one of the program's. */
  moduleOf(specifier: ts.StringLiteralLike): ts.SourceFile | undefined;
  /** Whether calling it gives something with a `then`. */
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
  /** Class instances with methods among what a name's call signatures take and give. */
  instancesCrossing(name: ts.Node): readonly CrossingInstance[];
  /** Whether a value is a typed array, an ArrayBuffer or a DataView, whose memory may be shared or transferred. */
  isBinary(node: ts.Node): boolean;
  /** Whether a class (by its name, or an import of it) derives from `Error`. */
  isErrorClass(name: ts.Identifier): boolean;
}
