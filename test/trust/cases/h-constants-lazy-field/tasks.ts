export class Color {
  static readonly red = new Color('red');
  static readonly blue = new Color('blue');
  hex?: string;
  private constructor(readonly name: string) {}
  toHex(): string { return (this.hex ??= `#${this.name}`); }
}
/** @unsync */
export function show(c: Color): string { return c === Color.red ? `red ${c.toHex()}` : c.toHex(); }
