import { level, shift } from './support/needs-the-marked-module';

export const base = 1;
export enum Level {
  High = level * 2,
}
/** @unsync */
export function raise(n: number): number {
  return shift(n);
}
