export class Circle { constructor(readonly r: number) {} }
export class Square { constructor(readonly a: number) {} }
/** @unsync */
export function kinds(xs: object[]): string { return xs.map((x) => (x instanceof Circle ? 'c' : x instanceof Square ? 's' : '?')).join(''); }
