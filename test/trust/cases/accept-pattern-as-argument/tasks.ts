/** @unsync */
export function all(pattern: RegExp, text: string): string[] {
  const found: string[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) found.push(match[0]);
  return found;
}
/** @unsync */
export function count(pattern: RegExp, lines: readonly string[]): number { return lines.filter((line) => pattern.test(line)).length; }
