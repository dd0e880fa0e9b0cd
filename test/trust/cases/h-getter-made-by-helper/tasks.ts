/** @unsync */
export function took(clock: { readonly now: number }): number { const from = clock.now; return clock.now - from; }
