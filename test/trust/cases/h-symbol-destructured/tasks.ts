const ID: unique symbol = Symbol.for('id') as never;
export interface Tagged { name: string; [ID]?: number }
/** @unsync */
export function label({ name, [ID]: id = 0 }: Tagged): string { return `${name}#${id}`; }
