class Base { static made = 0; constructor() { new.target.made++; } }
class Shape extends Base {}
export const made = (): number => Shape.made;
/** @unsync */
export function f(n: number): number { const s = new Shape(); return s instanceof Base ? n : 0; }
