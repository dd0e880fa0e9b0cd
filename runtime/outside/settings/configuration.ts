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
  /** From the text of its environment variable, where it has one. */
  parse?(text: string): unknown;
  /** undefined: not acceptable. */
  read(value: unknown): unknown;
}

const number = (accepts: string, isAcceptable: (value: number) => boolean): Rule => ({
  accepts,
  parse: Number,
  read: (value) => (typeof value === 'number' && isAcceptable(value) ? value : undefined),
});
const isCount = (value: number) => Number.isSafeInteger(value) && value > 0;
const isPositive = (value: number) => value > 0 && value < Infinity;
const count = number('a positive integer', isCount);
const countOrNone = number(
  'an integer from 0, or Infinity',
  (value) => value === 0 || value === Infinity || isCount(value),
);
const positive = number('a positive number', isPositive);
/** Settings without a limit by default may be said to have none. */
const limit = number('a positive integer, or Infinity', (value) => value === Infinity || isCount(value));
const amount = number('a positive number, or Infinity', (value) => value === Infinity || isPositive(value));
const milliseconds = number(
  'a number of milliseconds from 0 to 2147483647, or Infinity',
  (value) => value >= 0 && (value <= 2147483647 || value === Infinity),
);
const moduleName: Rule = {
  accepts: 'a path or a file: URL',
  parse: (text) => text,
  read: (value) => {
    const text = typeof value === 'object' && value !== null ? (value as { href?: unknown }).href : value;
    if (typeof text !== 'string' || text === '') return undefined;
    return /^(file|data|node):/.test(text) ? text : pathToFileURL(path.resolve(text)).href;
  },
};

const environment: Rule = {
  accepts: 'an object of strings',
  parse: (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  },
  read: (value) => {
    if (value === SHARE_ENV) return value;
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    const wanted = isRecord ? Object.entries(value).filter(([, each]) => each !== undefined) : [];
    return isRecord && wanted.every(([, each]) => typeof each === 'string') ? Object.fromEntries(wanted) : undefined;
  },
};
const options: Rule = {
  accepts: 'an array of strings',
  parse: (text) => text.split(/\s+/).filter((each) => each !== ''),
  read: (value) => (Array.isArray(value) && value.every((each) => typeof each === 'string') ? [...value] : undefined),
};

const executor: Rule = {
  accepts: 'what takes calls, with send, cancel, takeBack and close, as bullmq() of unsync/bullmq gives',
  read: (value) =>
    ['send', 'cancel', 'takeBack', 'close'].every((name) => typeof Object(value)[name] === 'function')
      ? value
      : undefined,
};

const kinds = { cpuBound: 'cpu-bound', blocking: 'blocking', background: 'background' } as const;

const pool = {
  maxThreads: count,
  maxQueue: countOrNone,
  idleTimeout: milliseconds,
  maxTasks: limit,
  maxMemoryMb: amount,
  timeout: milliseconds,
};

/** In the order in which they are told. */
const rules: Readonly<Record<string, Rule>> = {
  ...within('cpuBound', pool),
  ...within('blocking', pool),
  ...within('background', { idleTimeout: milliseconds, timeout: milliseconds }),
  'async.timeout': milliseconds,
  'background.stallTimeout': milliseconds,
  setup: moduleName,
  env: environment,
  execArgv: options,
  startTimeout: milliseconds,
  executor,
  ...within('resourceLimits', {
    maxOldGenerationSizeMb: positive,
    maxYoungGenerationSizeMb: positive,
    codeRangeSizeMb: positive,
    stackSizeMb: positive,
  }),
};

function within(group: string, rules: Record<string, Rule>): Record<string, Rule> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [`${group}.${name}`, rule]));
}

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
  const variable = variableOf(name);
  const text = process.env[variable];
  const { parse } = rules[name]!;
  return text && parse ? check(variable, name, parse(text), text) : undefined;
}

// given: 'cpuBound.maxThreads', 'resourceLimits.stackSizeMb'   produces: 'UNSYNC_CPU_BOUND_MAX_THREADS', 'UNSYNC_STACK_SIZE_MB'
function variableOf(name: string): string {
  const words = name.replace(/^resourceLimits\./, '').replace(/[A-Z]/g, '_$&');
  return `UNSYNC_${words.replace('.', '_').toUpperCase()}`;
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
    check: share('UNSYNC_CHECK'),
    executor: get('executor') as Executor | undefined,
  };
}

function flag(variable: string): boolean {
  const text = process.env[variable] ?? '';
  if (!['', '0', '1'].includes(text)) throw refuse(variable, text, '0 or 1');
  return text === '1';
}

function share(variable: string): number {
  const text = process.env[variable] ?? '';
  const given = Number(text);
  if (!(given >= 0 && given <= 1)) throw refuse(variable, text, 'a number from 0 to 1');
  return given;
}

function check(shown: string, name: string, value: unknown, text: unknown = value): unknown {
  const rule = own(rules, name) as Rule | undefined;
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
