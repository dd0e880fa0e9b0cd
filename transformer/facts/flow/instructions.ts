/**
 * What a function does, in small instructions over numbered slots: the one representation that every question about
 * where values go is answered from. A slot holds the objects that a value may be; a primitive is none, and its slot is
 * `NOTHING`. Made once for a function (`lowering.ts`), and run for each way in which it is called (`points-to.ts`).
 */
import type ts from 'typescript';
import type { MadeByPlatform } from '../platform/signature-lines';

export type Slot = number;

/** Of what no object can be in: primitives. */
export const NOTHING: Slot = 0;
/** What calling the function gives. */
export const RESULT: Slot = 1;
/** What a generator yields, and what its consumer sends into it. */
export const YIELDED: Slot = 2;
export const SENT: Slot = 3;
/** What it is called on. Of an arrow function, that of the function around it. */
export const SELF: Slot = 4;
/** All that it is given, for `arguments`. */
export const ARGUMENTS: Slot = 5;
export const FIRST: Slot = 6;

/** A name; an index below `EXACT`; these: */
export type Member = string;
/** Elements, of which none is told from another. */
export const ELEMENT: Member = '*';
/** A member whose name is not known. */
export const ANY: Member = '?';
/** Indices that are told apart, as in tuples. */
export const EXACT = 8;

export const isIndex = (member: Member): boolean => member === ELEMENT || /^\d+$/.test(member);

/** What is asked for where a primitive is wanted. */
export const TO_PRIMITIVE: readonly Member[] = ['@toPrimitive', 'toString', 'valueOf', '@toStringTag'];

/** Kinds of objects that the language or the platform makes. Of `plain`, everything is a member. */
export type Made = MadeByPlatform | 'generator';

/** Where a member is asked for: which of the platform's or the project's declarations its type says it is. */
export interface Access {
  readonly node: ts.Node;
  /** Of the platform: `globalThis#Array.push`. */
  readonly key?: string | undefined;
  /** Of the project: methods and accessors with a body, overrides included. */
  readonly declarations?: readonly ts.Declaration[] | undefined;
  /** It is called right there, or is a function. */
  readonly isFunction?: boolean | undefined;
  /** The value that it gives is no object. */
  readonly isPrimitive?: boolean | undefined;
  /** A getter or setter of a package's class. */
  readonly isForeignAccessor?: boolean | undefined;
  /** Its name is a symbol, and none of the language's. */
  readonly isSymbol?: boolean | undefined;
}

export interface Argument {
  readonly slot: Slot;
  readonly isSpread: boolean;
}

export type Instruction =
  | { readonly op: 'copy'; readonly to: Slot; readonly from: Slot }
  | { readonly op: 'make'; readonly to: Slot; readonly kind: Made; readonly node: ts.Node; readonly tag?: string }
  | { readonly op: 'function'; readonly to: Slot; readonly node: Callable }
  | { readonly op: 'class'; readonly to: Slot; readonly node: ts.ClassLikeDeclaration; readonly base: Slot }
  | {
      readonly op: 'accessor';
      readonly on: Slot;
      readonly member: Member;
      readonly node: ts.AccessorDeclaration;
    }
  | {
      readonly op: 'load';
      readonly to: Slot;
      readonly from: Slot;
      readonly member: Member;
      readonly access: Access;
      /** By iteration, as array patterns do. */
      readonly iterates?: boolean;
      /** It may end before there are no more. */
      readonly stops?: boolean;
    }
  /** `isNew`: the member of an object that was just made. */
  | {
      readonly op: 'store';
      readonly on: Slot;
      readonly member: Member;
      readonly from: Slot;
      readonly access: Access;
      readonly isNew?: boolean;
      /** `o.n += 1` */
      readonly reads?: boolean;
    }
  | {
      readonly op: 'call';
      readonly to: Slot;
      readonly callee: Slot;
      readonly self: Slot;
      readonly args: readonly Argument[];
      readonly node: ts.Node;
      readonly isNew?: boolean;
    }
  | {
      readonly op: 'super call';
      readonly args: readonly Argument[];
      readonly node: ts.Node;
    }
  | { readonly op: 'super load'; readonly to: Slot; readonly member: Member; readonly access: Access }
  /** A variable of a function around this one, or of a module. */
  | { readonly op: 'read'; readonly to: Slot; readonly variable: Variable; readonly node: ts.Node }
  | {
      readonly op: 'write';
      readonly variable: Variable;
      readonly from: Slot;
      readonly node: ts.Node;
      /** Where it is declared. */
      readonly isFirst: boolean;
      readonly reads?: boolean;
    }
  | { readonly op: 'self'; readonly to: Slot }
  /** What its callers see of a marked function. */
  | { readonly op: 'task'; readonly to: Slot; readonly task: MarkedFunction }
  | { readonly op: 'arguments'; readonly to: Slot; readonly node: ts.Node }
  /** What a name of the platform, or of a package, stands for. */
  | { readonly op: 'platform'; readonly to: Slot; readonly key: string; readonly node: ts.Node }
  | { readonly op: 'namespace'; readonly to: Slot; readonly file: ts.SourceFile; readonly node: ts.Node }
  /** Copies members, but for those that what comes after it in the literal replaces. */
  | {
      readonly op: 'spread';
      readonly on: Slot;
      readonly from: Slot;
      readonly without: readonly string[];
      readonly node: ts.Node;
    }
  | {
      readonly op: 'elements';
      readonly to: Slot;
      readonly from: Slot;
      readonly access: Access;
      /** It may end before there are no more. */
      readonly stops?: boolean;
    }
  | { readonly op: 'await'; readonly to: Slot; readonly from: Slot; readonly node: ts.Node }
  /** Made a string or a number: its `toString`, `valueOf` or `Symbol.toPrimitive` is called, or another such method. */
  | {
      readonly op: 'hidden';
      readonly on: Slot;
      readonly members: readonly Member[];
      readonly access: Access;
      /** What is given to it. */
      readonly with?: Slot;
    }
  /** Tells a signal or a port whom to call: of one that was given, no change. */
  | {
      readonly op: 'listen';
      readonly to: Slot;
      readonly on: Slot;
      readonly args: readonly Argument[];
      readonly node: ts.Node;
    }
  /** `stays`: a `catch` around it has it, which may throw it again. */
  | { readonly op: 'throw'; readonly from: Slot; readonly stays: boolean; readonly node: ts.Node }
  | { readonly op: 'caught'; readonly to: Slot }
  /** Whether two are the same object: `===`. */
  | { readonly op: 'same'; readonly left: Slot; readonly right: Slot; readonly node: ts.Node }
  /** Nothing is known of what becomes of these, and of what it gives. */
  | {
      readonly op: 'unknown';
      readonly to: Slot;
      readonly uses: readonly Slot[];
      readonly node: ts.Node;
      readonly why: string;
    };

export interface MarkedFunction {
  readonly fn: Callable;
  /** Its callers get a future, from another thread. */
  isAway(): boolean;
}

/** A variable that is not local to a piece of code. */
export interface Variable {
  readonly symbol: ts.Symbol;
  /** The code that it belongs to: a function, a class for its initialisers; none, of a module. */
  readonly owner: CodeNode | undefined;
  /** Something in the program gives it another value after its declaration. */
  readonly isReplaced: boolean;
}

export type Callable = ts.FunctionLikeDeclaration & { readonly body: ts.Node };

/**
 * What is run as one: a function; a statement of a module; of a class, `fields` of its instances (`fields` on the class
 * node) and its static initialisers.
 */
export type CodeNode = ts.Node;

export interface Code {
  readonly node: CodeNode;
  readonly isArrow: boolean;
  readonly isGenerator: boolean;
  readonly isAsync: boolean;
  readonly parameters: readonly Slot[];
  /** The parameter that takes the rest, and the slot of its array. */
  readonly rest: number;
  readonly instructions: readonly Instruction[];
  /** Slots of its variables that functions inside it use, too. */
  readonly shared: ReadonlyMap<ts.Symbol, Slot>;
  readonly slots: number;
}
