/** @unsync */
export function named(xs: number[] & { label?: string }): string { return xs.label ?? 'none'; }
