// The settings that the pools work with.

import type { Kind } from '../../types.js';
import { shared } from '../state.js';
import type { Settings } from '../types.js';
import { defaults } from './defaults.js';

/** The settings; final from the first use. Reading and checking is loaded when something was set. */
export function settings(): Settings {
  return (shared.settings ??= isConfigured()
    ? (require('./configuration.js') as typeof import('./configuration.js')).read()
    : defaults());
}

/**
 * Milliseconds that a call may take which stays on this thread and does not say. What is only awaited does not make the
 * configuration final; and a thread of ours has none.
 */
export function asyncTimeout(kind: Kind): number {
  if (kind !== 'async' || shared.inside) return Infinity;
  return (shared.asyncTimeout ??= isConfigured()
    ? (require('./configuration.js') as typeof import('./configuration.js')).readAsyncTimeout()
    : Infinity);
}

function isConfigured(): boolean {
  return !!shared.configuration || Object.keys(process.env).some((name) => name.startsWith('UNSYNC_'));
}
