export class Own { a = 1; }
/** @unsync */
export function isOwn(o: object): boolean { return Object.getPrototypeOf(o) === Own.prototype; }
