const sums = [{ of: 0 }];
export function add(n: number): void {
  for (const sum of sums) sum.of += n;
}
export const total = (): number => sums[0]!.of;
