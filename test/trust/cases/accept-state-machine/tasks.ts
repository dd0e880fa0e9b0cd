type S = 'idle' | 'num' | 'err';
const TABLE: { readonly [K in S]: (c: string) => S } = { idle: (c) => (/\d/.test(c) ? 'num' : c === ' ' ? 'idle' : 'err'), num: (c) => (/\d/.test(c) ? 'num' : c === ' ' ? 'idle' : 'err'), err: () => 'err' };
/** @unsync */
export function scan(s: string): { state: S; nums: number } { let state: S = 'idle'; let nums = 0; for (const c of s) { const next: S = TABLE[state](c); if (state !== 'num' && next === 'num') nums++; state = next; } return { state, nums }; }
