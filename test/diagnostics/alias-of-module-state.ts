const cache = new Map<string, number>();

export const size = () => cache.size;

/** @unsync */
export function remember(key: string): number {
  const m = cache;
  m.set(key, 1);
  return m.size;
}
