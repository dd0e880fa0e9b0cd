// What callers say of a call, looked at when it is said: a wrong time is an error there, and no call that waits for ever.
// Loaded with the first option.
import { ConfigurationError } from '../errors.js';
import type { CallOptions, SignalLike } from '../types.js';
import { limits } from './dispatch.js';
import type { Prepared } from './unfuture.js';

/**
 * The options of a callable and, over them, those of one that is derived from it.
 * @throws ConfigurationError for what is not acceptable
 * @public loaded by `require`
 */
export function merge(definition: Prepared, given: CallOptions, more: CallOptions | undefined): CallOptions {
  const { timeout, priority, limit, signal, transfer } = objectOf<CallOptions>('options', more);
  checkTime('the option timeout', timeout);
  if (priority != null && !(typeof priority === 'number' && !Number.isNaN(priority)))
    throw refuse('the option priority', priority, 'a number');
  if (signal != null && typeof (signal as Partial<SignalLike>).addEventListener !== 'function')
    throw refuse('the option signal', signal, 'an AbortSignal, as the signal of an AbortController is');
  if (transfer != null && !Array.isArray(transfer)) throw refuse('the option transfer', transfer, 'an array');
  const merged = { ...given, ...more };
  if (limit !== undefined) limits().add(definition, merged);
  return merged;
}

/** @throws ConfigurationError for what is neither a number of milliseconds nor undefined */
export function checkTime(name: string, value: unknown): void {
  if (value !== undefined && !(typeof value === 'number' && value >= 0))
    throw refuse(name, value, 'a number of milliseconds from 0, or Infinity');
}

/** @throws ConfigurationError for what is no object of options */
export function objectOf<T extends object>(name: string, value: unknown): Partial<T> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw refuse(name, value, 'an object, as in { timeout: 1000 }');
  return value;
}

/** What is said of a value that is not acceptable. */
export function refuse(name: string, value: unknown, accepts: string): ConfigurationError {
  return new ConfigurationError(`${name} is ${shown(value)}: it must be ${accepts}`);
}

function shown(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.slice(0, MOST_SHOWN).map(named).join(', ')}${value.length > MOST_SHOWN ? ', …' : ''}]`;
  return named(value);
}

/** Of an array, those that are shown. */
const MOST_SHOWN = 5;

function named(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return 'an array';
  // The text of an object may be anything, and throw.
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
