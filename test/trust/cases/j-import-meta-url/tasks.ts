/** @unsync */
export function here(n: number): string { return import.meta.url.split('/').at(-1)! + n; }
