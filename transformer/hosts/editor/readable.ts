/** Types as they are displayed, in fewer words. */
import type ts from 'typescript';

type Part = ts.SymbolDisplayPart;

/** Of ours, in the virtual text. */
const types = new Set(['Unfuture', 'Streamed', 'Marked', 'Items', 'MapOptions', 'Mapped', 'Kind', 'CallOptions']);

export const readable = (parts: readonly Part[]): Part[] => withoutAwaited(withoutImports(parts));

// given:    import("unsync").Unfuture
// produces: Unfuture
function withoutImports(parts: readonly Part[]): Part[] {
  const result = [...parts];
  for (let i = 0; i + 5 < result.length; i++) {
    const [keyword, open, module, close, dot, name] = result.slice(i, i + 6).map((p) => p.text);
    if (keyword !== 'import' || open !== '(' || close !== ')' || dot !== '.' || !types.has(name!)) continue;
    if (/^"(?:unsync|.*\/runtime\/(?:types|future)(?:\.js)?)"$/.test(module!)) result.splice(i, 5);
  }
  return result;
}

// given:    Awaited<number[]>
// produces: number[]
// where no part of it could be a promise
function withoutAwaited(parts: readonly Part[]): Part[] {
  const result = [...parts];
  for (let i = 0; i + 1 < result.length; i++) {
    if (result[i]!.text !== 'Awaited' || result[i + 1]!.text !== '<') continue;
    const end = result.findIndex((p, k) => k > i + 1 && !isOfPrimitives(p));
    if (end > i + 2 && result[end]!.text === '>') result.splice(i, end - i + 1, ...result.slice(i + 2, end));
  }
  return result;
}

/**
 * A signature whose types are asked of the hidden function, which people can't, is written as the plain one is, with
 * the future.
 */
// given:    (of?: Parameters<…>[0]): Unfuture<Awaited<ReturnType<…>>>, and (of?: number): Promise<string>
// produces: (of?: number): Unfuture<string>
export function honest(displayed: Part[], plain: readonly Part[] | undefined): Part[] {
  const text = displayed.map((p) => p.text).join('');
  if (!plain || !/\b(?:Parameters|ReturnType)</.test(text) || !/\): Unfuture</.test(text)) return displayed;
  const close = endOfParameters(plain);
  if (close === undefined || plain[close + 1]?.text !== ':') return displayed;
  const end = plain.findIndex((p, i) => i > close && (p.kind === 'lineBreak' || /^ ?\(\+/.test(p.text)));
  const result = plain.slice(close + 3, end < 0 ? undefined : end);
  const isPromise = result[0]?.text === 'Promise' && result[1]?.text === '<' && result.at(-1)!.text === '>';
  const awaited = isPromise ? result.slice(2, -1) : [name('Awaited'), punctuation('<'), ...result, punctuation('>')];
  return [
    ...plain.slice(0, close + 3),
    ...withoutAwaited([name('Unfuture'), punctuation('<'), ...awaited, punctuation('>')]),
    ...(end < 0 ? [] : plain.slice(end)),
  ];
}

/** Of the first list in parentheses; `(method)` at the start is none. */
function endOfParameters(parts: readonly Part[]): number | undefined {
  let depth = 0;
  for (let i = parts[0]?.text === '(' ? 3 : 0; i < parts.length; i++) {
    if (parts[i]!.text === '(') depth++;
    if (parts[i]!.text === ')' && --depth === 0) return i;
  }
  return undefined;
}

const name = (text: string): Part => ({ text, kind: 'aliasName' });
const punctuation = (text: string): Part => ({ text, kind: 'punctuation' });

const isOfPrimitives = ({ kind, text }: Part): boolean =>
  (kind === 'keyword' && text !== 'typeof' && text !== 'import') || kind === 'space' || /^[[\]|()]$/.test(text);
