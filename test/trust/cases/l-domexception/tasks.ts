/** @unsync */
export function f(n: number): number { throw new DOMException('aborted' + n, 'AbortError'); }
