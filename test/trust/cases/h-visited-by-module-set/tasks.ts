const seen = new Set<object>();
export const mark = (o: object): void => void seen.add(o);
/** @unsync */
export function fresh(os: object[]): number { return os.filter((o) => !seen.has(o)).length; }
