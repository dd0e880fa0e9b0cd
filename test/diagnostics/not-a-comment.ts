// what looks like a mark in text is none, and the real one below counts
export const text = '/** @unsync */';
export const template = `/** @unsync */ ${'/** @unsync */'}`;
export const regexp = /[/][*][*] @unsync [*][/]/;
// a line comment: /** @unsync */
/** @unsync */
export let real = 1;
