import Delaunator from 'delaunator';

/** @unsync */
export function triangulate(
  points: [number, number][],
): Pick<Delaunator<number[]>, 'triangles' | 'halfedges' | 'hull'> {
  const { triangles, halfedges, hull } = Delaunator.from(points);
  return { triangles, halfedges, hull };
}

/** @unsync */
export function hull(coordinates: number[]): Uint32Array {
  return new Delaunator(coordinates).hull;
}
