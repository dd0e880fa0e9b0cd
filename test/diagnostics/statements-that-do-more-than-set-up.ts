let count = 0;
const ids: number[] = [];
ids.push(count++);

const late: Record<string, number> = {};
const early = [1].map((n) => usesLate(n));
late['a'] = 1;

const conditional: number[] = [];
if (ids.length) conditional.push(1);

const frozen = { n: 1 };
const result = Object.freeze(frozen);

function Legacy() {}
const proto = Legacy.prototype as { method?: () => number };
Legacy.prototype.method = () => 1;
ids.length = proto.method?.() ?? 0;

// it is set up after a call, but of a function that does not use it
const both: string[] = [];
both.push('set up');
export const changesLater = () => both.push('later');

/** @unsync */
export function usesIds(): number[] {
  return ids;
}
/** @unsync */
export function usesLate(n: number): number {
  return n + (late['a'] ?? 0);
}
/** @unsync */
export function usesConditional(): number[] {
  return conditional;
}
/** @unsync */
export function usesFrozen(): boolean {
  return Object.isFrozen(frozen);
}
/** @unsync */
export function usesBoth(): string[] {
  return both;
}
export { count, early, result };
