// @isolatedModules: true
import { Outside } from './support/ambient';

declare const enum Here { One = 1 }
const enum Own { One = 1 }

/** @unsync */
export function uses(): number[] {
  return [Here.One, Outside.Two, Own.One];
}
