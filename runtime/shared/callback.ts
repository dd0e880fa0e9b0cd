// The count that the two sides of a callback share: of its calls that the caller has not run yet.
import { UnsyncError, type Where } from './errors.js';

/** So many, and the function waits: a loop that calls faster than its caller runs what it calls would fill the memory. */
export const FARTHEST = 1024;

/** Stored for the count once the call is over for its caller; below 0 also where both sides count at the same time. */
export const OVER = -(2 ** 30);

/** The error where an answer is waited for in vain. */
export function unanswered(where: Where): UnsyncError {
  const message = `${where.name}: nobody answers a callback any more, since the call was cancelled or has timed out`;
  return new UnsyncError('ERR_UNSYNC_CALLBACK', message, where);
}
