class Session { id = Math.random(); at = Date.now(); }
export const session = new Session();
/** @unsync */
export function f(n: number): number { return n + session.id; }
