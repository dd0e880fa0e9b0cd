import * as turf from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from 'geojson';

/** @unsync */
export function coverage(zones: FeatureCollection<Polygon>): Feature<Polygon | MultiPolygon> | null {
  return turf.union(zones);
}

/** @unsync */
export function within(points: FeatureCollection<Point>, zone: Feature<Polygon>): FeatureCollection<Point> {
  return turf.pointsWithinPolygon(points, zone) as FeatureCollection<Point>;
}

/** @unsync */
export function enlarge(zone: Feature<Polygon>, kilometers: number): Feature<Polygon | MultiPolygon> | undefined {
  return turf.buffer(zone, kilometers, { units: 'kilometers' });
}
