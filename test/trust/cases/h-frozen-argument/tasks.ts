/** @unsync */
export function check(o: object): boolean { return Object.isFrozen(o) && !Object.isExtensible(o); }
