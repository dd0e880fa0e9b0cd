import JSON5 from 'json5';

/** @unsync */
export function parse(text: string): unknown {
  return JSON5.parse(text);
}

/** @unsync */
export function stringify(value: unknown, replacer: null, space: number): string {
  return JSON5.stringify(value, replacer, space);
}
