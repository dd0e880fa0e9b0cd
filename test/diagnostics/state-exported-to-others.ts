export const written: string[] = [];
export const settings = { verbose: false };
export class Counter {
  static n = 0;
  static other = 0;
}
export default new Map<string, number>();
export { written as renamed };

/** @unsync */
export function writes(line: string): number {
  return written.push(line);
}

/** @unsync */
export function reads(): boolean {
  return settings.verbose;
}

/** @unsync */
export function counts(): number {
  return Counter.n;
}

// another static of the class than others change
/** @unsync */
export function countsOther(): number {
  return ++Counter.other;
}
