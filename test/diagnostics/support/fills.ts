export function fill(xs: number[]): number {
  xs.push(1);
  return xs.length;
}
