export class Text { private static readonly stop = new Set(['the', 'a']); private static clean(s: string): string[] { return s.toLowerCase().split(/\W+/).filter((w) => w && !Text.stop.has(w)); }
  /** @unsync */
  static similarity(a: string, b: string): number { const [x, y] = [new Set(Text.clean(a)), new Set(Text.clean(b))]; let n = 0; for (const w of x) if (y.has(w)) n++; return n / Math.max(1, x.size + y.size - n); } }
