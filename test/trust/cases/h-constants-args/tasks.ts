export class Color {
  static readonly red = new Color('red'); static readonly blue = new Color('blue');
  static readonly all = new Map<string, Color>([['red', Color.red], ['blue', Color.blue]]);
  private constructor(readonly name: string) {}
}
export const NONE = Object.freeze({ none: true });
export interface Row { color: Color; tag: object }
/** @unsync */
export function count(rows: Row[]): Map<Color, number> {
  const out = new Map<Color, number>();
  for (const r of rows) if (r.tag !== NONE && r.color === Color.red) out.set(r.color, (out.get(Color.red) ?? 0) + 1);
  out.set(Color.all.get('blue')!, 7);
  return out;
}
/** @unsync */
export function paint(rows: Row[]): Color | typeof NONE { for (const r of rows) if (r.color === Color.red) r.color = Color.blue; return rows.length > 5 ? NONE : Color.red; }
export const STOP = new Error('stop');
/** @unsync */
export function stops(n: number): number { if (n > 1) throw STOP; return n; }
