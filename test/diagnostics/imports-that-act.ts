import { port } from './support/leads';
import { isNew } from './support/keeps';
import { table, twice, type Port } from './support/declares';
import { isNew as notInUse } from './support/keeps';

/** @unsync */
export function acts(n: Port): number {
  return port + n;
}

/** @unsync */
export function keeps(key: string): boolean {
  return isNew(key);
}

/** @unsync */
export function declares(n: number): number {
  return twice(table.get(String(n)) ?? 0);
}

export type NotInUse = typeof notInUse;
