export const KINDS = [{ k: 'a' }, { k: 'b' }];
/** @unsync */
export function kindOf(s: string): { k: string } { return KINDS.find((x) => x.k === s) ?? KINDS[0]!; }
