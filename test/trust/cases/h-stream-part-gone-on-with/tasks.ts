export interface Item { tags: string[] }
/** @unsync */
export function* each(n: number) { const all: string[] = []; for (let i = 0; i < n; i++) { all.push('x'); yield { all, i }; } }
