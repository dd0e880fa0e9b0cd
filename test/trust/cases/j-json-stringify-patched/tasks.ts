/** @unsync */
export function f(o: object): string { return JSON.stringify(o); }
