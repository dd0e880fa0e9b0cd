export class Log { lines: string[] = []; write = (s: string): void => { this.lines.push(s); }; }
export const log = new Log();
/** @unsync */
export function f(xs: string[]): number { xs.forEach(log.write); return xs.length; }
