/** @unsync */
export function proto(o: object): boolean { return Object.getPrototypeOf(o) === null; }
