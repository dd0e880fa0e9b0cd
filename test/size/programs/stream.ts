/** @unsync */
export function* count(to: number): Generator<number> {
  for (let n = 0; n < to; n++) yield n;
}

export const numbers: number[] = [];
for await (const n of count(100)) numbers.push(n);
