// Settings that were given: explicit ones over environment variables, checked in one table.

import { path, pathToFileURL } from '../../platform/node/globals.js';
import { SHARE_ENV } from '../../platform/node/share-env.js';
import { ConfigurationError } from '../../shared/errors.js';
import { own } from '../../shared/values.js';
import type { Configuration, Executor } from '../../types.js';
import { objectOf, refuse } from '../calls/checks.js';
import { shared } from '../state.js';
import type { PoolSettings, Settings } from '../types.js';
import { defaults } from './defaults.js';

interface Rule {
  readonly accepts: string;
  /** undefined: not acceptable. */
  read(value: unknown): unknown;
}

const count: Rule = {
  accepts: 'a positive integer',
  read: (value) => (Number.isSafeInteger(value) && (value as number) > 0 ? value : undefined),
};
const countOrNone: Rule = {
  accepts: 'an integer from 0, or Infinity',
  read: (value) => (value === 0 ? value : limit.read(value)),
};
const positive: Rule = {
  accepts: 'a positive number',
  read: (value) => (typeof value === 'number' && value > 0 && value < Infinity ? value : undefined),
};
/** What has no limit by default may be said to have none. */
const orInfinity = ({ accepts, read }: Rule): Rule => ({
  accepts: `${accepts}, or Infinity`,
  read: (value) => (value === Infinity ? value : read(value)),
});
const limit = orInfinity(count);
const amount = orInfinity(positive);
const milliseconds: Rule = {
  accepts: 'a number of milliseconds from 0 to 2147483647, or Infinity',
  read: (value) =>
    typeof value === 'number' && value >= 0 && (value <= 2147483647 || value === Infinity) ? value : undefined,
};
const moduleName: Rule = {
  accepts: 'a path or a file: URL',
  read: (value) => {
    const text = typeof value === 'object' && value !== null ? (value as { href?: unknown }).href : value;
    if (typeof text !== 'string' || text === '') return undefined;
    return /^(file|data|node):/.test(text) ? text : pathToFileURL(path.resolve(text)).href;
  },
};

const environment: Rule = {
  accepts: 'an object of strings',
  read: (value) => {
    if (value === SHARE_ENV) return value;
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    const wanted = isRecord ? Object.entries(value).filter(([, each]) => each !== undefined) : [];
    return isRecord && wanted.every(([, each]) => typeof each === 'string') ? Object.fromEntries(wanted) : undefined;
  },
};
const options: Rule = {
  accepts: 'an array of strings',
  read: (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? [...value] : undefined),
};

const executor: Rule = {
  accepts: 'what takes calls, with send, cancel, takeBack and close, as bullmq() of unsync/bullmq gives',
  read: (value) =>
    ['send', 'cancel', 'takeBack', 'close'].every((name) => typeof Object(value)[name] === 'function')
      ? value
      : undefined,
};

/** From the text of an environment variable. */
const parse = new Map<Rule, (text: string) => unknown>([
  [moduleName, (text) => text],
  [options, (text) => text.split(/\s+/).filter((each) => each !== '')],
  [
    environment,
    (text) => {
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    },
  ],
]);

const kinds = { cpuBound: 'cpu-bound', blocking: 'blocking', background: 'background' } as const;

/** @public for the test that looks at each */
export const rules: Record<string, [variable: string | undefined, rule: Rule]> = {
  'cpuBound.maxThreads': ['UNSYNC_CPU_BOUND_MAX_THREADS', count],
  'cpuBound.maxQueue': ['UNSYNC_CPU_BOUND_MAX_QUEUE', countOrNone],
  'cpuBound.idleTimeout': ['UNSYNC_CPU_BOUND_IDLE_TIMEOUT', milliseconds],
  'cpuBound.maxTasks': ['UNSYNC_CPU_BOUND_MAX_TASKS', limit],
  'cpuBound.maxMemoryMb': ['UNSYNC_CPU_BOUND_MAX_MEMORY_MB', amount],
  'cpuBound.timeout': ['UNSYNC_CPU_BOUND_TIMEOUT', milliseconds],
  'blocking.maxThreads': ['UNSYNC_BLOCKING_MAX_THREADS', count],
  'blocking.maxQueue': ['UNSYNC_BLOCKING_MAX_QUEUE', countOrNone],
  'blocking.idleTimeout': ['UNSYNC_BLOCKING_IDLE_TIMEOUT', milliseconds],
  'blocking.maxTasks': ['UNSYNC_BLOCKING_MAX_TASKS', limit],
  'blocking.maxMemoryMb': ['UNSYNC_BLOCKING_MAX_MEMORY_MB', amount],
  'blocking.timeout': ['UNSYNC_BLOCKING_TIMEOUT', milliseconds],
  'background.idleTimeout': ['UNSYNC_BACKGROUND_IDLE_TIMEOUT', milliseconds],
  'background.timeout': ['UNSYNC_BACKGROUND_TIMEOUT', milliseconds],
  'async.timeout': ['UNSYNC_ASYNC_TIMEOUT', milliseconds],
  'background.stallTimeout': ['UNSYNC_BACKGROUND_STALL_TIMEOUT', milliseconds],
  setup: ['UNSYNC_SETUP', moduleName],
  env: ['UNSYNC_ENV', environment],
  execArgv: ['UNSYNC_EXEC_ARGV', options],
  startTimeout: ['UNSYNC_START_TIMEOUT', milliseconds],
  executor: [undefined, executor],
  'resourceLimits.maxOldGenerationSizeMb': ['UNSYNC_MAX_OLD_GENERATION_SIZE_MB', positive],
  'resourceLimits.maxYoungGenerationSizeMb': ['UNSYNC_MAX_YOUNG_GENERATION_SIZE_MB', positive],
  'resourceLimits.codeRangeSizeMb': ['UNSYNC_CODE_RANGE_SIZE_MB', positive],
  'resourceLimits.stackSizeMb': ['UNSYNC_STACK_SIZE_MB', positive],
};

/**
 * Checks and keeps a configuration; a second one overrules the first where both say something.
 * @public loaded by `require`, when it is called
 */
export function configure(configuration: Configuration): void {
  if (shared.settings) {
    throw new ConfigurationError(
      'configure() must be called before the first call of a marked function, and before prewarm()',
    );
  }
  const given = flatten(objectOf('what configure() is given', configuration));
  for (const [name, value] of Object.entries(given)) check(name, name, value);
  shared.configuration = { ...flatten(shared.configuration ?? {}), ...given } as Configuration;
  shared.asyncTimeout = undefined;
}

/** @public loaded by `require`, when something was set */
export function readAsyncTimeout(): number {
  return (get('async.timeout') as number | undefined) ?? Infinity;
}

/** A setting as it was given: explicit, or in the environment. */
function get(name: string): unknown {
  const explicit = own(shared.configuration, name);
  if (explicit !== undefined) return check(name, name, explicit);
  const [variable, rule] = rules[name]!;
  if (variable === undefined) return undefined;
  const text = process.env[variable];
  if (text === undefined || text === '') return undefined;
  return check(variable, name, (parse.get(rule) ?? Number)(text), text);
}

/**
 * The settings as they were given, over the defaults.
 * @public loaded by `require`, when some are given
 */
export function read(): Settings {
  const group = (prefix: string): object =>
    Object.fromEntries(
      Object.keys(rules)
        .filter((name) => name.startsWith(`${prefix}.`) && get(name) !== undefined)
        .map((name) => [name.slice(prefix.length + 1), get(name)]),
    );
  const pools = { ...defaults().pools };
  for (const [name, kind] of Object.entries(kinds)) {
    pools[kind] = { ...pools[kind], ...(group(name) as Partial<PoolSettings>) };
  }
  const setup = get('setup') as string | undefined;
  if (setup !== undefined)
    (
      require('../lifecycle/graceful-shutdown.js') as typeof import('../lifecycle/graceful-shutdown.js')
    ).endBeforeExit();
  const env = get('env');
  const execArgv = get('execArgv');
  return {
    pools,
    setup,
    startTimeout: (get('startTimeout') as number | undefined) ?? defaults().startTimeout,
    worker: {
      resourceLimits: group('resourceLimits'),
      ...(env !== undefined && { env }),
      ...(execArgv !== undefined && { execArgv }),
    },
    inline: flag('UNSYNC_INLINE'),
    executor: get('executor') as Executor | undefined,
  };
}

function flag(variable: string): boolean {
  const text = process.env[variable] ?? '';
  if (!['', '0', '1'].includes(text)) throw refuse(variable, text, '0 or 1');
  return text === '1';
}

function check(shown: string, name: string, value: unknown, text: unknown = value): unknown {
  const [, rule] = (own(rules, name) as [string, Rule] | undefined) ?? [];
  if (!rule) throw new ConfigurationError(`unknown setting ${name}; there are ${Object.keys(rules).join(', ')}`);
  const result = rule.read(value);
  if (result === undefined) throw refuse(shown, text, rule.accepts);
  return result;
}

// given: { cpuBound: { maxThreads: 2 }, setup }   produces: { 'cpuBound.maxThreads': 2, setup }
function flatten(configuration: object): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(configuration)) {
    if (value === undefined) continue;
    const isGroup = Object.keys(rules).some((name) => name.startsWith(`${key}.`));
    if (!isGroup) flat[key] = value;
    else if (typeof value !== 'object' || value === null) throw refuse(key, value, 'an object');
    else for (const [name, each] of Object.entries(value)) if (each !== undefined) flat[`${key}.${name}`] = each;
  }
  return flat;
}
