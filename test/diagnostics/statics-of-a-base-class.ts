import { Base } from './support/base';

class Derived extends Base {}

export const made = () => Derived.made;

/** @unsync */
export function bumps(): number {
  return Derived.bump();
}

/** @unsync */
export function lists(): number {
  return Derived.list();
}
