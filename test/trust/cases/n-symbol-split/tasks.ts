export const log: string[] = [];
class Splitter { [Symbol.split](s: string): string[] { log.push(s); return s.split('-'); } }
const by = new Splitter();
/** @unsync */
export function f(s: string): number { return s.split(by).length; }
