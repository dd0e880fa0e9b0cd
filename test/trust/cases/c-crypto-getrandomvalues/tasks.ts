const key = new Uint8Array(8);
crypto.getRandomValues(key);
/** @unsync */
export function sign(s: string): string { return s + key.join(); }
export const here = (s: string): string => s + key.join();
