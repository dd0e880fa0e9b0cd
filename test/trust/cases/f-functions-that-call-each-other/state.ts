const seen: number[] = [];
export function look(): number { return seen.length; }
export function again(n: number): number { look(); return add(n); }
export function add(n: number): number { seen.push(n); return n > 0 ? again(n - 1) : n; }
