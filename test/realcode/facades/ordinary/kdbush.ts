import KDBush from 'kdbush';

/** @unsync */
export function index(points: [number, number][]): KDBush {
  const tree = new KDBush(points.length);
  for (const [x, y] of points) tree.add(x, y);
  return tree.finish();
}

/** @unsync */
export function around(tree: KDBush, x: number, y: number, radius: number): number[] {
  return tree.within(x, y, radius);
}
