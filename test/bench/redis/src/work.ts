/** @unsync cpu-bound idempotent */
export function square(n: number): number {
  return n * n;
}

/** @unsync cpu-bound */
export function reversed(bytes: Uint8Array): Uint8Array {
  return bytes.reverse();
}

/** @unsync cpu-bound idempotent */
export function spin(ms: number): number {
  const end = Date.now() + ms;
  while (Date.now() < end);
  return process.pid;
}
