import { Leaf } from '../import-that-would-close-a-circle';

export class Tree {
  readonly root = new Leaf(1);
  size() {
    return this.root.n;
  }
}
