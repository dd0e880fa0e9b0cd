/** @unsync */
export function f(n: number): number { const e = new Error('m' + n); e.name = 'Custom'; (e as { code?: string }).code = 'E1'; throw e; }
