/** @unsync */
export function sum(point: { x: number; y: number }): number {
  const cached = Object.defineProperty({ ...point }, 'total', { value: point.x + point.y }) as { total: number } & typeof point;
  return cached.total + cached.x;
}
