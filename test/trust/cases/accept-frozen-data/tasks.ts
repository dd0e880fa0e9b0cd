const DEFAULTS = Object.freeze({ width: 80, tabs: Object.freeze([4, 8]) });
export interface Layout { readonly width: number; readonly columns: readonly number[] }
/** @unsync */
export function layout(options: Readonly<Partial<{ width: number }>>, words: readonly string[]): Layout {
  const { width, tabs } = { ...DEFAULTS, ...options };
  return Object.freeze({ width, columns: Object.freeze(words.map((w) => Math.min(w.length, width) + tabs.length)) });
}
