/** @unsync */
export function twice(o: { n: number; readonly next: number }): number { return o.next + o.next; }
