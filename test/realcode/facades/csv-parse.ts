import { type Options, parse as parseSync } from 'csv-parse/sync';

/**
 * It completes what it is given as `delimiter_auto`: that is a copy here.
 * @unsync
 */
export function parse(text: string, options: Options = {}): unknown {
  return parseSync(text, structuredClone(options));
}
