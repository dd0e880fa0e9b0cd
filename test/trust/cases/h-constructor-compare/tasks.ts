/** @unsync */
export function kind(xs: unknown[]): string { return xs.map((x) => (x as object).constructor === Object ? 'o' : Array.isArray(x) ? 'a' : (x as object).constructor.name).join(); }
class Own { a = 1; }
export const own = new Own();
