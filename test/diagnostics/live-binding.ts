import { level } from './support/levels';
import * as levels from './support/levels';

/** @unsync */
export function isOn(n: number): boolean {
  return n > level;
}

/** @unsync */
export function isOnByNamespace(n: number): boolean {
  return n > levels.level;
}
