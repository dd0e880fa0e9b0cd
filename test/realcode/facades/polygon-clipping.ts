import clipping, { type Geom, type MultiPolygon } from 'polygon-clipping';

/** @unsync */
export function union(a: Geom, ...others: Geom[]): MultiPolygon {
  return clipping.union(a, ...others);
}

/** @unsync */
export function intersection(a: Geom, ...others: Geom[]): MultiPolygon {
  return clipping.intersection(a, ...others);
}

/** @unsync */
export function xor(a: Geom, ...others: Geom[]): MultiPolygon {
  return clipping.xor(a, ...others);
}

/** @unsync */
export function difference(a: Geom, ...others: Geom[]): MultiPolygon {
  return clipping.difference(a, ...others);
}
