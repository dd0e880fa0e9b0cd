export interface Shape { readonly size: number }
export class Circle implements Shape { constructor(readonly size: number) {} }
