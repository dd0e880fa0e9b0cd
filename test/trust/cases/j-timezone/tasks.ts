/** @unsync */
export function hour(t: number): number { return new Date(t).getHours(); }
