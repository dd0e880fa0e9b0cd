export interface Tree { name: string; kids: Tree[] }
function deepFreeze<T extends object>(o: T): T { for (const v of Object.values(o)) if (typeof v === 'object' && v !== null) deepFreeze(v as object); return Object.freeze(o); }
/** @unsync */
export function grow(n: number): Tree { return deepFreeze({ name: 'root', kids: Array.from({ length: n }, (_, i) => ({ name: `${i}`, kids: [] })) }); }
