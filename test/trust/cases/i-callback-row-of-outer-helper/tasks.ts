type Emit = (row: { at: number }) => void;
function walk(n: number, row: { at: number }, emit: Emit): void { row.at = n; emit(row); if (n > 0) walk(n - 1, row, emit); }
/** @unsync */
export function each(n: number, emit: Emit): number { walk(n, { at: 0 }, emit); return n; }
