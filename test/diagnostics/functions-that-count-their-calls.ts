function tick(): number {
  return (tick.calls = tick.calls + 1);
}
tick.calls = 0;

/** @unsync */
export function counted(n: number): number {
  return tick() + n;
}
export function calls(): number {
  return tick.calls;
}

function cache(n: number): number {
  return (cache.last = n + cache.last);
}
cache.last = 0;

/** @unsync */
export function alone(n: number): number {
  return cache(n);
}
