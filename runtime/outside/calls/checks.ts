// Refuses options that are not acceptable.
import { ConfigurationError } from '../../shared/errors.js';

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

/** The error for a value that is not acceptable. */
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
