/** @unsync */
export function burns(n: number): void {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.sqrt(i);
}

/** @unsync */
export function fills(into: Uint8Array): void {
  into.fill(1);
}

/** @unsync */
export function demands(n: number): void {
  if (n < 0) throw new RangeError('negative');
}

/** @unsync */
export function tells(n: number): void {
  console.log(n);
}

/** @unsync blocking */
export function waits(ms: number): void {
  const end = Date.now() + ms;
  while (Date.now() < end);
}
