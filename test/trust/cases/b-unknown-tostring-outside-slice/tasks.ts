/** @unsync */
export function join(xs: readonly unknown[]): string { return xs.join(); }
