const seen = new Set<string>();
seen.add('set up');

export function isNew(key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
