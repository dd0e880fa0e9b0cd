export const NIL = Object.freeze({ nil: true });
/** @unsync */
export function head(xs: object[]): object { return xs[0] ?? NIL; }
