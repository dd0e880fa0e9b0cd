import RBush from 'rbush';

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  id: number;
}

/** @unsync */
export function buildTree(boxes: Box[]): RBush<Box> {
  return new RBush<Box>().load(boxes);
}

/** @unsync */
export function collisions(tree: RBush<Box>, area: Omit<Box, 'id'>): Box[] {
  return tree.search(area);
}
