/** @unsync */
export function work(total: number, on: (p: { done: number; total: number }) => void): number {
  let sum = 0;
  for (let done = 1; done <= total; done++) { sum += done; on({ done, total }); }
  return sum;
}
