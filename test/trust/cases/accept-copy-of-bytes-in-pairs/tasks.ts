/** @unsync */
export function task(pairs: [string, Uint8Array][]): number {
  const bytes = new Uint8Array(pairs[0]![1]);
  bytes[0] = 255;
  return bytes[0] + bytes[1]!;
}
