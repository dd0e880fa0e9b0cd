import earcut, { deviation, flatten } from 'earcut';

/** @unsync */
export function triangulate(rings: number[][][]): { triangles: number[]; deviation: number } {
  const { vertices, holes, dimensions } = flatten(rings);
  const triangles = earcut(vertices, holes, dimensions);
  return { triangles, deviation: deviation(vertices, holes, dimensions, triangles) };
}
