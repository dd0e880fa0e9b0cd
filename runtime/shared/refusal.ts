// Why values did not cross. Loaded only when that has happened.

import { structuredClone } from '../platform/node/globals.js';
import type { TaskDefinition } from '../types.js';
import { describe, nameOf } from './describe.js';
import { UncloneableError, type Where } from './errors.js';
import { movable, tagOf } from './survival.js';
import { Refusal } from './values.js';

type About = Where &
  Pick<TaskDefinition, 'captures' | 'instanceOf'> & { readonly parameters?: readonly string[] | undefined };

/** The part that values have in a call: arguments come after the environment, where there is one. */
type Part = 'argument' | 'result' | 'yielded value' | 'argument of a callback' | 'result of a callback';

/**
 * Makes the error to reject with when values did not cross: names the argument and the path to the culprit.
 */
export function explain(error: unknown, values: unknown[], part: Part, where: About): unknown {
  let found: Refusal | undefined;
  if (error instanceof Refusal) found = error;
  else if (!isCloneError(error)) return error;
  else found = find(values, []);
  const { subject, rest } = part === 'argument' ? inCall(found?.path, where) : inResult(found?.path, part);
  const at = rest.length > 0 ? `, at ${rest.join('.')}` : '';
  const text = found ? `${found.why ?? describe(found.value)} can't cross to another thread` : (error as Error).message;
  return new UncloneableError(
    `${where.name}: ${subject}${at}: ${text}`,
    where,
    error instanceof Refusal ? undefined : error,
  );
}

/** Of a path in a message. */
const MOST_KEYS = 20;

interface Place {
  readonly subject: string;
  /** The path from there. */
  readonly rest: string[];
}

function inResult([index, ...rest]: readonly string[] = [], part: Part): Place {
  return { subject: index === undefined ? 'a value' : `the ${part}`, rest };
}

function inCall([index, ...rest]: readonly string[] = [], { captures, instanceOf, parameters }: About): Place {
  if (index === undefined) return { subject: 'a value', rest };
  const number = Number(index) + (captures || instanceOf ? 0 : 1);
  const name = parameters?.[number - 1];
  if (number > 0) return { subject: name === undefined ? `argument ${number}` : `parameter '${name}'`, rest };
  const [key, ...deeper] = rest;
  if (key === undefined) return { subject: captures ? 'the captured variables' : 'this', rest };
  return { subject: captures ? `captured variable '${key}'` : `this.${key}`, rest: deeper };
}

function isCloneError(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'DataCloneError' || code === 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST';
}

/**
 * The first value, the deepest first, that can't be cloned by itself. What it leads to in a circle is looked at once, and
 * what is behind `globalThis` is not what was meant.
 */
function find(value: unknown, path: string[], seen = new Set<unknown>()): Refusal | undefined {
  if (seen.has(value)) return undefined;
  try {
    structuredClone(value);
    return undefined;
  } catch {
    seen.add(value);
  }
  if (typeof value === 'object' && value !== null && value !== globalThis && path.length < MOST_KEYS) {
    // it is moved, unless somebody reads from it
    if (movable.test(tagOf(value)))
      return (value as ReadableStream).locked
        ? new Refusal(path, value, `${describe(value)} that is locked`)
        : undefined;
    const entries = value instanceof Map ? [...value].map(([key, each]) => [nameOf(key), each]) : Object.entries(value);
    for (const [key, each] of entries as [string, unknown][]) {
      const found = find(each, [...path, key], seen);
      if (found) return found;
    }
  }
  return new Refusal(path, value);
}
