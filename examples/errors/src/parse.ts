export class ParseError extends Error {
  override name = 'ParseError';

  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`${message} at ${line}:${column}`);
  }
}

export interface Entry {
  key: string;
  value: number;
}

/** @unsync */
export function parse(text: string): Entry[] {
  return text.split('\n').map((line, index) => {
    const [, key, value] = /^(\w+)\s*=\s*(.*)$/.exec(line) ?? fail('expected key = value', index + 1, 1);
    return { key, value: parseNumber(value, index + 1, line.length - value.length + 1) };
  });
}

function parseNumber(text: string, line: number, column: number): number {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'number' ? value : fail('expected a number', line, column);
  } catch (cause) {
    if (cause instanceof ParseError) throw cause;
    throw Object.assign(new ParseError('unreadable number', line, column), { cause });
  }
}

function fail(message: string, line: number, column: number): never {
  throw new ParseError(message, line, column);
}
