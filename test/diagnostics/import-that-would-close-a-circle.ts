// only a type, so that this module loads first: kept as a value, `Tree` would load before `Leaf` is there
import { Tree } from './support/needs-a-type';

export class Leaf {
  constructor(readonly n: number) {}
}
/** @unsync */
export function size(tree: Tree): number {
  return tree.size();
}
