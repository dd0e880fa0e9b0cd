/** @unsync */
export function f(n: number): number { throw new AggregateError([new TypeError('a'), new RangeError('b')], 'all ' + n); }
