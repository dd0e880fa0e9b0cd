let bonus = 0;
export const setBonus = (n: number): void => { bonus = n; };
/** @unsync */
export function pay(n: number, before: () => void): number { before(); return n + bonus; }
