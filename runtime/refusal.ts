// Why values did not cross. Loaded only when that has happened.
import { Refusal } from './codec.js';
import { UncloneableError, type Where } from './errors.js';

/**
 * What to reject with when values did not cross: names the argument and the path to the culprit.
 * @param part what the values are
 */
export function explain(error: unknown, values: unknown[], part: 'argument' | 'result', where: Where): unknown {
  let found: Refusal | undefined;
  if (error instanceof Refusal) found = error;
  else if (!isCloneError(error)) return error;
  else found = find(values, []);
  const [index, ...rest] = found?.path ?? [];
  const subject =
    index === undefined ? 'a value' : part === 'argument' ? `argument ${Number(index) + 1}` : 'the result';
  const at = rest.length > 0 ? `, at ${rest.join('.')}` : '';
  const text = found ? `${describe(found.value)} can't cross to another thread` : (error as Error).message;
  return new UncloneableError(
    `${where.name}: ${subject}${at}: ${text}`,
    where,
    error instanceof Refusal ? undefined : error,
  );
}

function isCloneError(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'DataCloneError' || code === 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST';
}

/** The deepest value that can't be cloned by itself. */
function find(value: unknown, path: string[]): Refusal | undefined {
  try {
    structuredClone(value);
    return undefined;
  } catch {
    if (typeof value === 'object' && value !== null && path.length < 20) {
      const entries =
        value instanceof Map ? [...value].map(([key, each]) => [String(key), each]) : Object.entries(value);
      for (const [key, each] of entries as [string, unknown][]) {
        const found = find(each, [...path, key]);
        if (found) return found;
      }
    }
    return new Refusal(path, value);
  }
}

function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (ArrayBuffer.isView(value) && value.byteLength === 0) return 'a view on a buffer that was transferred away';
  return `an object of class ${(value as object).constructor?.name ?? 'Object'}`;
}
