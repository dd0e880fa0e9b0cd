import type { BBox } from 'geojson';
import Supercluster, { type AnyProps, type ClusterFeature, type PointFeature } from 'supercluster';

export interface Shop {
  name: string;
}

type Point = PointFeature<Shop>;
type Cluster = ClusterFeature<AnyProps>;

/** @unsync */
export function index(shops: Point[]): Supercluster<Shop> {
  return new Supercluster<Shop>({ radius: 60, maxZoom: 16 }).load(shops);
}

/** @unsync */
export function clusters(shops: Point[], box: BBox, zoom: number): (Point | Cluster)[] {
  return new Supercluster<Shop>({ radius: 60 }).load(shops).getClusters(box, zoom);
}
