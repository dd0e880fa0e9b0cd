/** @unsync */
export function f() {
  return 1;
}
export namespace f {
  export const limit = 1;
}
