// The settings that the pools work with.
import { availableParallelism } from 'node:os';
import { shared } from '../shared.js';

/** Nothing optional but what has no default. */
export interface Settings {
  readonly cpuThreads: number;
  readonly blockingThreads: number;
  /** Milliseconds. */
  readonly blockingIdle: number;
  readonly setup: string | undefined;
  readonly resourceLimits: Record<string, number>;
  readonly inline: boolean;
}

export function defaults(): Settings {
  return {
    cpuThreads: availableParallelism(),
    blockingThreads: 16,
    blockingIdle: 10_000,
    setup: undefined,
    resourceLimits: {},
    inline: false,
  };
}

/** The settings; final from the first use. Reading and checking is loaded when something was set. */
export function settings(): Settings {
  return (shared.settings ??= isConfigured()
    ? (require('./configuration.js') as typeof import('./configuration.js')).read()
    : defaults());
}

function isConfigured(): boolean {
  return (
    Object.keys(shared.configuration).length > 0 || Object.keys(process.env).some((name) => name.startsWith('UNSYNC_'))
  );
}
