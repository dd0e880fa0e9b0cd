// Whatever was thrown, as a plain record that always crosses, and back.
import { types } from 'node:util';
import { type Classes, type Context, type Packed, pack, unpack } from './codec.js';
import { errorClasses, UncloneableError } from './errors.js';
import { DOMException, structuredClone } from './platform.js';
import { classWith, define, own } from './shared.js';
import { stackOf, withoutStack } from './stack.js';

export type Encoded =
  | EncodedError
  | { readonly type: 'dom'; readonly name: string; readonly message: string; readonly stack: string }
  | { readonly type: 'symbol'; readonly key: string }
  /** Anything else that was thrown, in one slot. */
  | { readonly type: 'value'; readonly packed: Packed };

interface EncodedError {
  readonly type: 'error';
  /** The nearest class of its prototype chain that both sides have. */
  readonly known: string;
  /** Whether `known` is a key of the classes that the compiler registered, not a built-in. */
  readonly registered: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly fields: [string, Packed][];
  readonly cause?: Encoded;
  readonly errors?: Encoded[];
}

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
  ...errorClasses,
};

/** Carried apart from the fields, or not the user's to set. */
const reserved = new Set(['name', 'message', 'stack', 'cause', 'errors', '__proto__', 'constructor', 'prototype']);

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

// Causes, aggregates and fields may be endless or circular, and fields come back here by way of
// `pack`: what is being encoded at the moment has one budget.
const MOST_ERRORS = 100;
const DEEPEST = 8;
let left = MOST_ERRORS;
let depth = 0;

/** Encodes anything that was thrown. Never throws itself. */
export function encode(thrown: unknown, { classes }: Context): Encoded {
  function encodeAny(value: unknown): Encoded {
    if (value instanceof DOMException) {
      return { type: 'dom', name: value.name, message: value.message, stack: stackOf(value) };
    }
    if (isError(value)) return encodeError(value);
    if (typeof value === 'symbol' && Symbol.keyFor(value) !== undefined) {
      return { type: 'symbol', key: Symbol.keyFor(value)! };
    }
    const packed = crossing(value, classes);
    return packed ? { type: 'value', packed } : encodeError(substitute(value));
  }

  function encodeError(error: Error): EncodedError {
    const { cause, errors } = error as { cause?: unknown; errors?: unknown };
    const deeper = depth < DEEPEST;
    // Causes first: fields may use up the budget.
    const inner = {
      ...(deeper && 'cause' in error && { cause: encode(cause, { classes }) }),
      ...(deeper &&
        Array.isArray(errors) && { errors: errors.slice(0, left).map((each) => encode(each, { classes })) }),
    };
    return {
      type: 'error',
      ...classOf(error, classes),
      name: String(error.name),
      message: String(error.message),
      stack: stackOf(error),
      fields: deeper ? fieldsOf(error, classes) : [],
      ...inner,
    };
  }

  if (depth === 0) left = MOST_ERRORS;
  const before = depth;
  depth += left-- > 0 ? 1 : DEEPEST;
  try {
    return encodeAny(thrown);
  } catch {
    // A getter of the thrown value threw.
    return encodeError(substitute(thrown));
  } finally {
    depth = before;
  }
}

function fieldsOf(error: Error, classes: Classes): [string, Packed][] {
  return Object.keys(error).flatMap((key) => {
    if (reserved.has(key)) return [];
    const value: unknown = error[key as never];
    const packed = crossing(value, classes) ?? crossingData(value, classes);
    return packed ? [[key, packed]] : [];
  });
}

/** What an instance holds: a parser's position says where, without its methods too. */
function crossingData(value: unknown, classes: Classes): Packed | undefined {
  if (Object.prototype.toString.call(value) !== '[object Object]') return undefined;
  try {
    return crossing({ ...(value as object) }, classes);
  } catch {
    return undefined; // a getter threw
  }
}

/**
 * What a call has thrown; its stack goes on with where the call was made, if that is known.
 * @public loaded by `require`
 */
export function thrown(
  encoded: Encoded,
  task: Context & { readonly site?: { readonly stack?: string } | undefined },
): unknown {
  const value = decode(encoded, task);
  const frames = stackOf(task.site).split('\n').slice(1);
  const users = frames.filter((line) => !line.includes(__dirname));
  if ((encoded.type !== 'error' && encoded.type !== 'dom') || !users.length) return value;
  return define(value as Error, 'stack', [encoded.stack, ...users].join('\n'));
}

/** The inverse of `encode`. */
export function decode(encoded: Encoded, { classes }: Context): unknown {
  switch (encoded.type) {
    case 'value':
      return unpack(encoded.packed, { classes })[0];
    case 'symbol':
      return Symbol.for(encoded.key);
    case 'dom': {
      const exception = withoutStack(() => new DOMException(encoded.message, encoded.name));
      return define(exception, 'stack', encoded.stack);
    }
    case 'error': {
      const { known, registered, message, name, stack, fields, cause, errors } = encoded;
      const Class = own(registered ? classes() : builtIn, known) as Function | undefined;
      const error = Object.setPrototypeOf(
        withoutStack(() => new Error(message)),
        (Class ?? Error).prototype as object,
      ) as Error;
      define(error, 'stack', stack);
      if (error.name !== name) define(error, 'name', name);
      if (cause) define(error, 'cause', decode(cause, { classes }));
      if (errors)
        define(
          error,
          'errors',
          Array.from(errors, (each) => decode(each, { classes })),
        );
      for (const [key, packed] of fields) {
        if (!reserved.has(key)) define(error, key, unpack(packed, { classes })[0], true);
      }
      return error;
    }
  }
}

/** The nearest class of its prototype chain that both sides have. */
function classOf(error: Error, classes: Classes): { known: string; registered: boolean } {
  const registered = classes();
  for (let at: unknown = Object.getPrototypeOf(error); at; at = Object.getPrototypeOf(at)) {
    for (const [table, ours] of [
      [registered, true],
      [builtIn, false],
    ] as const) {
      const known = classWith(at, table);
      if (known) return { known, registered: ours };
    }
  }
  return { known: 'Error', registered: false };
}

/** The value packed, if it can cross. */
function crossing(value: unknown, classes: Classes): Packed | undefined {
  try {
    // Cloned here, too: a value must not change or fail once the record is made.
    return structuredClone(pack([value], { classes }));
  } catch {
    return undefined;
  }
}

function substitute(value: unknown): Error {
  const text = typeof value === 'object' ? 'an object' : String(value);
  return new UncloneableError(`a value was thrown that can't cross to another thread: ${text}`);
}
