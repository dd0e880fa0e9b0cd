import { addTo as put, through } from './support/adds-to';

const cache = new Map<string, number>();
const seen: string[] = [];
const nested = { list: [] as string[] };

function addTo(map: Map<string, number>, key: string) {
  map.set(key, 1);
}
export const size = () => cache.size + seen.length + nested.list.length;

/** @unsync */
export function own(key: string): number {
  addTo(cache, key);
  return 1;
}

/** @unsync */
export function imported(key: string): number {
  put(seen, key);
  return 1;
}

/** @unsync */
export function throughAnother(key: string): number {
  through({ wrapped: nested }, key);
  return 1;
}
