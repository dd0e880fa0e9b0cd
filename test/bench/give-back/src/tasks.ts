/** What is measured: each function twice, its changes given back, and meant to be lost. */
export interface Row {
  id: number;
  name: string;
  at: { x: number; y: number };
}

/** Nothing, one field of one row, or one of each; of numbers likewise. */
export type Change = 'nothing' | 'one' | 'all';

function changeIn(rows: Row[], change: Change): number {
  if (change === 'one') rows[rows.length >> 1]!.id++;
  if (change === 'all') for (const row of rows) row.id++;
  return rows.length;
}

function changeAmong(numbers: Float64Array, change: Change): number {
  if (change === 'one') numbers[numbers.length >> 1]!++;
  if (change === 'all') for (let i = 0; i < numbers.length; i++) numbers[i]!++;
  return numbers.length;
}

/** @unsync cpu-bound */
export function changeRows(rows: Row[], change: Change): number {
  return changeIn(rows, change);
}

/** @unsync cpu-bound untracked */
export function changeRowsUntracked(rows: Row[], change: Change): number {
  return changeIn(rows, change);
}

/** @unsync cpu-bound */
export function changeNumbers(numbers: Float64Array, change: Change): number {
  return changeAmong(numbers, change);
}

/** @unsync cpu-bound untracked */
export function changeNumbersUntracked(numbers: Float64Array, change: Change): number {
  return changeAmong(numbers, change);
}

/** Changes nothing, but what it returns is its caller's own. */
/** @unsync cpu-bound */
export function middleRow(rows: Row[]): Row {
  return rows[rows.length >> 1]!;
}

/** @unsync cpu-bound untracked */
export function middleRowUntracked(rows: Row[]): Row {
  return rows[rows.length >> 1]!;
}

/** @unsync cpu-bound */
export function sameNumbers(numbers: Float64Array): Float64Array {
  return numbers;
}

/** @unsync cpu-bound untracked */
export function sameNumbersUntracked(numbers: Float64Array): Float64Array {
  return numbers;
}

/** Of these the facts prove that they change nothing, and hand out nothing. */
/** @unsync cpu-bound */
export function countRows(rows: Row[]): number {
  return rows.length;
}

/** @unsync cpu-bound untracked */
export function countRowsUntracked(rows: Row[]): number {
  return rows.length;
}

/** @unsync cpu-bound */
export function countNumbers(numbers: Float64Array): number {
  return numbers.length;
}

/** @unsync cpu-bound untracked */
export function countNumbersUntracked(numbers: Float64Array): number {
  return numbers.length;
}
