export const users = [{ id: 1, on: false }, { id: 2, on: false }];
/** @unsync */
export function active(n: number): number { return users.filter((u) => u.on).length + n; }
