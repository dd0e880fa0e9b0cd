// Whatever was thrown, as a plain record that always crosses, and back.

import { structuredClone } from '../platform/node/globals.js';
import { describe } from './describe.js';
import { leftOut } from './error-shape.js';
import { UncloneableError } from './errors.js';
import { pack, unpack } from './pack.js';
import type { Context, Encoded, Packed } from './packed.js';
import { stackOf } from './stack.js';
import { isError } from './survival.js';
import { define, isPrimitive, Refusal } from './values.js';

/**
 * Encodes anything that was thrown. Never throws itself, whatever code of the user's runs for it.
 * @param rest what goes with it, and is known to cross
 */
export function encode(thrown: unknown, context: Context, rest: readonly unknown[] = []): Encoded {
  let why: unknown;
  for (const attempt of [itself, substitute, bare, unreadable]) {
    try {
      return fix(attempt(thrown, why), context, rest);
    } catch (error) {
      why = error;
    }
  }
  return { values: [UNREADABLE] };
}

const itself = (thrown: unknown, _: unknown) => thrown;

const UNREADABLE = "a value was thrown that can't cross to another thread, and can't be read";

/** Fixed here, too: a value must not change or fail once the record is made. */
function fix(thrown: unknown, { classes, constants, kept }: Context, rest: readonly unknown[]): Packed {
  if (typeof thrown === 'symbol' && Symbol.keyFor(thrown) !== undefined && rest.length === 0)
    return { values: [{}], patches: [[[['0']], 'symbol', Symbol.keyFor(thrown)]] };
  const transfer: object[] = [];
  const packed = pack([thrown, ...rest], { classes, constants, kept }, transfer);
  if (!packed.patches && packed.values.every(isPrimitive)) return packed;
  // nothing of the user's is moved: it was thrown by who may still have it
  const moved = transfer.find((each) => !(each instanceof ArrayBuffer));
  if (moved) throw new Refusal([], moved);
  return structuredClone(packed, { transfer: transfer as ArrayBuffer[] });
}

/** For what is no error, and can't cross as it is: what of it can, is its cause. */
function substitute(thrown: unknown, why: unknown): Error {
  if (typeof thrown === 'object' && thrown !== null && isError(thrown)) throw why;
  return new UncloneableError(
    `a value was thrown that can't cross to another thread: ${textOf(thrown, why)}`,
    undefined,
    typeof thrown === 'object' ? thrown : undefined,
  );
}

function textOf(thrown: unknown, why: unknown): string {
  if (typeof thrown === 'symbol') return String(thrown);
  if (typeof thrown !== 'object') return describe(thrown);
  const path = why instanceof Refusal && why.path.length > 1 ? why.path.slice(1).join('.') : '';
  return path === '' ? describe(thrown) : `an object, at ${path}: ${describe((why as Refusal).value)}`;
}

/** An error of which nothing else can cross. */
function bare(thrown: unknown, why: unknown): Error {
  const { name, message, stack } = thrown as Error;
  const error = new Error(String(message));
  define(error, 'name', String(name));
  define(error, 'stack', String(stack));
  const notes = [`all but its name, message and stack: ${why instanceof Error ? why.message : describe(why)}`];
  return Object.defineProperty(error, leftOut, { value: notes });
}

function unreadable(): Error {
  return new UncloneableError(UNREADABLE);
}

/**
 * Decodes what a call has thrown; its stack goes on with where the call was made, if that is known.
 * @public loaded by `require`
 */
export function thrown(
  encoded: Encoded,
  task: Context & { readonly site?: { readonly stack?: string } | undefined },
): unknown {
  return withSite(decode(encoded, task), task);
}

/**
 * The stack of an error goes on with where the call was made, if that is known.
 * @public loaded by `require`
 */
export function withSite(
  value: unknown,
  task: Context & { readonly site?: { readonly stack?: string } | undefined },
): unknown {
  const ours = __dirname.replace(/[\\/]shared$/, '');
  const users = stackOf(task.site)
    .split('\n')
    .slice(1)
    .filter((line) => !line.includes(ours));
  if (typeof value !== 'object' || value === null || !isError(value) || !users.length) return value;
  // its caller's own, which others may throw, too
  if (task.constants?.numberOf(value) !== undefined) return value;
  const stack = Object.getOwnPropertyDescriptor(value, 'stack');
  if (typeof stack?.value !== 'string') return value;
  return define(value, 'stack', [stack.value, ...users].join('\n'), stack.enumerable);
}

/** The inverse of `encode`. */
export function decode(encoded: Encoded, { classes, constants }: Context): unknown {
  return unpack(encoded, { classes, constants })[0];
}
