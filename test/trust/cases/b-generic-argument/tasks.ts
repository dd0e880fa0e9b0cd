export interface HasKey { key(): string }
let prefix = 'a';
export const setPrefix = (p: string): void => { prefix = p; };
export class K implements HasKey { constructor(readonly k: string) {} key(): string { return prefix + this.k; } }
/** @unsync */
export function keys<T extends HasKey>(xs: T[]): string[] { return xs.map((x) => x.key()); }
