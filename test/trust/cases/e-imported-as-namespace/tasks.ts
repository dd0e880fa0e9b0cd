import * as ops from './ops.js';
/** @unsync */
export function f(o: { n: number }): number { const k = 'set' as keyof typeof ops; ops[k](o, 4); return 1; }
