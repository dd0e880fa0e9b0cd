/** @unsync */
export function task(all: Record<string, Uint8Array>): number {
  const bytes: Uint8Array = [[all['k']!]].flat()[0]!;
  const own: Uint8Array = new Uint8Array(bytes);
  new Uint16Array(own.buffer, 0, 2)[0] = 600;
  return own[0]! + own[1]!;
}
