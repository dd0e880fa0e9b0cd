export class Color { static readonly red = new Color('r'); static readonly blue = new Color('b'); private constructor(readonly c: string) {} }
/** @unsync */
export function mix(a: Color): string { switch (a) { case Color.red: return 'warm'; case Color.blue: return 'cold'; default: return '?'; } }
