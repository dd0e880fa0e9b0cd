export class ParseError extends Error {
  constructor(message: string, readonly at: { line: number; column: number }, readonly input: readonly string[]) { super(message); this.name = 'ParseError'; }
}
export const LIMIT = new RangeError('too many');
/** @unsync */
export function parse(lines: readonly string[]): number {
  if (lines.length > 3) throw LIMIT;
  lines.forEach((line, i) => { if (line.includes('!')) throw new ParseError(`at ${i}`, { line: i, column: line.indexOf('!') }, lines); });
  try { return JSON.parse(lines[0] ?? '0') as number; } catch (cause) { throw new Error('no number', { cause }); }
}
