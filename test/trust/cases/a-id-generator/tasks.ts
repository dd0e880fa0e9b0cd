function* ids(): Generator<number> { let i = 1; while (true) yield i++; }
const gen = ids();
export const nextId = (): number => gen.next().value as number;
/** @unsync */
export function tag(s: string): string { return `${s}#${nextId()}`; }
