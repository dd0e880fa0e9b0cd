export interface Shape { area(): number }
let scale = 1;
export const setScale = (n: number): void => { scale = n; };
export class Sq implements Shape { constructor(readonly a: number) {} area(): number { return this.a ** 2 * scale; } }
