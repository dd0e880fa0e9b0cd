const RAW = Symbol.for('raw');
/** @unsync */
export function isRaw(o: object): boolean { return RAW in o; }
