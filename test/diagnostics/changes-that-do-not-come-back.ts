// what nobody gives back: of a stream, of what is left behind, of functions of the caller, and what is meant to be lost
import { unsync } from 'unsync';

/** @unsync */
export function* stream(rows: number[][]): Generator<number[]> {
  for (const row of rows) yield row.sort();
}

/** @unsync */
export function timer(rows: number[]): number {
  setTimeout(() => rows.push(1), 10);
  return rows.length;
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function fill(rows: number[]): Promise<void> {
  await wait(1);
  rows.push(1);
}

/** @unsync */
export function leaves(rows: number[]): number {
  void fill(rows);
  return rows.length;
}

/**
 * What it waits for is done by then.
 * @unsync background
 */
export async function waits(rows: number[]): Promise<number> {
  await fill(rows);
  return rows.length;
}

/** @unsync */
export function asks(rows: { n: number }[], each: (row: { n: number }) => void): number {
  for (const row of rows) each(row);
  return rows.length;
}

/** @unsync untracked */
export function works(rows: number[]): number {
  rows.sort((a, b) => a - b);
  return rows[0]!;
}

/** @unsync untracked */
export function loses(rows: number[]): void {
  rows.length = 0;
}

export const wrapped = unsync((rows: number[]): number => rows.sort().length, { untracked: true });
