export const NONE = { none: true }; export const END = new Error('end');
/** @unsync */
export function* walk(xs: ({ none: boolean } | number)[]): Generator<{ none: boolean } | number> { for (const x of xs) yield x === NONE ? NONE : typeof x === 'number' ? x + 1 : NONE; throw END; }
