type Generic = <T>(x: T) => T;
type Overloaded = { (x: string): string; (x: number): number };

/** @unsync */
export const generic: Generic = (x) => x;

/** @unsync */
export const overloaded: Overloaded = (x: any) => x;
