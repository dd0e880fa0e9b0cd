// An error as a record of what it is: of which class, and its own properties as it has them. A walk through values
// (encode.ts) takes the record apart as any other value, so that errors may lead to each other in circles and share
// what they hold. Loaded with the first error that crosses.

import { DOMException } from '../platform/node/globals.js';
import { assertionError, types } from '../platform/node/value-types.js';
import { errorClasses } from './errors.js';
import { NONE, Notes, type Salvager } from './notes.js';
import type { Context } from './packed.js';
import { withoutStack, withSites } from './stack.js';
import { classWith, define, own } from './values.js';

/** On an error of which something could not cross: a list of what, as 'response.parse: a function'. */
export const leftOut = Symbol.for('unsync.leftOut');

export interface Shape {
  /** The nearest class of its prototype chain that both sides have. */
  readonly known: string;
  /** `known` is a key of the classes that the compiler registered, not one of the platform. */
  readonly registered: boolean;
  /** A DOMException, which only its constructor can make. */
  readonly dom: boolean;
  /** Properties that its class gives it, by a getter perhaps: made its own where the class on the other side does not. */
  readonly given: Readonly<Record<string, string | number>>;
  /** Its own properties; filled in where it arrives. */
  readonly parts: Record<string, unknown>;
  /** Which of them are enumerable. */
  readonly shown: readonly string[];
  readonly leftOut: readonly string[];
}

const global = globalThis as unknown as Record<string, Function | undefined>;

/** Never resolved otherwise: a name from the wire must not reach any other class. */
const builtIn: Record<string, Function> = {
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError,
  // not on every Node
  ...(global['SuppressedError'] && { SuppressedError: global['SuppressedError'] }),
  ...errorClasses,
};

/** Properties that no error of another thread may set. */
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Takes an error apart. Nothing that it holds, or that its getters do, makes this throw.
 * @public loaded by `require`
 */
export function shapeOf(error: object, context: Context, salvage: Salvager): Shape {
  const notes = new Notes();
  const parts = {};
  const shown: string[] = [];
  const given: Record<string, string | number> = {};
  const dom = error instanceof DOMException;
  const { known, registered, prototype } = classOf(error, context, dom);
  const keys = attempt(() => Reflect.ownKeys(error), []);
  notes.keep(attempt(() => Object.getOwnPropertyDescriptor(error, leftOut)?.value as unknown, undefined));

  for (const key of keys) {
    if (typeof key === 'symbol' || key === 'stack' || reserved.has(key)) continue;
    const isShown = attempt(() => Object.prototype.propertyIsEnumerable.call(error, key), false);
    keep(key, read(key), isShown);
  }
  const stack = stackOf(error, read('stack'));
  keep(
    'stack',
    stack,
    attempt(() => Object.prototype.propertyIsEnumerable.call(error, 'stack'), false),
  );
  for (const key of ['name', 'message', ...(known === 'QuotaExceededError' ? ['quota', 'requested'] : [])]) {
    if (keys.includes(key)) continue;
    const value = read(key);
    if (typeof value === 'string' || typeof value === 'number') given[key] = value;
  }
  // A getter is its class's; where the other side does not have that, what it gives is all there is.
  for (const key of ['cause', 'errors'])
    if (!keys.includes(key) && !(key in prototype) && attempt(() => key in error, false)) keep(key, read(key), false);
  return { known, registered, dom, given, parts, shown, leftOut: notes.list() };

  function read(key: string): unknown {
    return attempt(
      () => error[key as never] as unknown,
      undefined,
      () => notes.add([key], 'a getter that throws'),
    );
  }

  function keep(key: string, value: unknown, isShown: boolean): void {
    // a method of its own, as some libraries give each error
    if (typeof value === 'function' && !isShown) return;
    const taken = salvage.take(value, key, notes);
    if (taken === NONE) return;
    define(parts, key, taken, true);
    if (isShown) shown.push(key);
  }
}

/**
 * The inverse: first an error of its class, then, once everything in it is in its place, what it has.
 * @public loaded by `require`
 */
export function begin({ known, registered, dom, given, parts }: Shape, { classes }: Context): object {
  const Class = registered
    ? own(classes(), known)
    : known === 'AssertionError'
      ? assertionError()
      : own(builtIn, known);
  // It gets the stack that came; to make one takes time, and runs `Error.prepareStackTrace`, which is the user's.
  const error: object = withoutStack(() => (dom ? exception(known, given, parts) : new Error()));
  return typeof Class === 'function' && (registered || !dom)
    ? (Object.setPrototypeOf(error, Class.prototype as object) as object)
    : error;
}

/** @public loaded by `require` */
export function finish(error: object, { given, parts, shown, leftOut: notes }: Shape): void {
  const visible = new Set(shown);
  define(error, 'stack', undefined);
  for (const key of Object.keys(parts)) if (!reserved.has(key)) define(error, key, parts[key], visible.has(key));
  for (const key of Object.keys(given)) {
    const is: unknown = attempt(() => error[key as never], undefined);
    if (is !== given[key] && !reserved.has(key)) define(error, key, given[key]);
  }
  if (notes.length > 0)
    Object.defineProperty(error, leftOut, { value: notes, enumerable: true, configurable: true, writable: true });
}

function exception(known: string, given: Shape['given'], parts: Shape['parts']): DOMException {
  const text = (key: string) => String(given[key] ?? own(parts, key) ?? '');
  const Quota = global['QuotaExceededError'] as unknown as new (message: string, of: object) => DOMException;
  if (known === 'QuotaExceededError' && Quota) {
    const { quota, requested } = given;
    const of = { ...(quota !== undefined && { quota }), ...(requested !== undefined && { requested }) };
    const made = attempt(() => new Quota(text('message'), of), undefined);
    if (made) return made;
  }
  return new DOMException(text('message'), text('name') || 'Error');
}

/** The nearest class of its prototype chain that both sides have. */
function classOf(
  error: object,
  { classes }: Context,
  dom: boolean,
): Pick<Shape, 'known' | 'registered'> & { readonly prototype: object } {
  const registered = classes();
  for (let at: object | null = error; (at = prototypeOf(at)); ) {
    const key = classWith(at, registered);
    if (key) return { known: key, registered: true, prototype: at };
    const name = nameIn(at);
    const known =
      classWith(at, builtIn) ??
      ((dom && name === 'QuotaExceededError') ||
      (name === 'AssertionError' && at === assertionError().prototype) ||
      (types.isNativeError(error) && name !== undefined && isOfAnotherRealm(at, name))
        ? name
        : undefined);
    if (known !== undefined) return { known, registered: false, prototype: at };
  }
  return { known: 'Error', registered: false, prototype: Error.prototype };
}

function prototypeOf(value: object): object | null {
  return attempt(() => Object.getPrototypeOf(value) as object | null, null);
}

function isOfAnotherRealm(prototype: object, name: string): boolean {
  const ours = own(builtIn, name);
  return ours !== undefined && ours === global[name] && attempt(() => own(prototype, 'name') === name, false);
}

function nameIn(prototype: object): string | undefined {
  const name = attempt(() => (own(prototype, 'constructor') as Function | undefined)?.name as unknown, undefined);
  return typeof name === 'string' ? name : undefined;
}

/** A program may have `Error.prepareStackTrace` give something else than text. */
function stackOf(error: object, stack: unknown): unknown {
  if (!Array.isArray(stack)) return stack;
  const head = attempt(() => Error.prototype.toString.call(error), 'Error');
  return attempt(() => withSites(head, stack), head);
}

function attempt<T>(action: () => T, otherwise: T, failed?: () => void): T {
  try {
    return action();
  } catch {
    failed?.();
    return otherwise;
  }
}
