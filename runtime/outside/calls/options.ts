// Options of a call, looked at when they are given: a wrong time is an error there, and no call that waits for ever.
// Loaded with the first option.
import type { CallOptions, SignalLike } from '../../types.js';
import type { Prepared } from '../types.js';
import { checkTime, objectOf, refuse } from './checks.js';

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

/** Loaded with the first `limit`. */
const limits = () => require('./limit.js') as typeof import('./limit.js');
