const cache = new Map<string, number>();

function getCache() {
  return cache;
}
const store = {
  get inner() {
    return cache;
  },
};

export const size = () => cache.size;

/** @unsync */
export function remember(key: string): number {
  getCache().set(key, 1);
  return 1;
}

/** @unsync */
export function forget(): number {
  store.inner.clear();
  return 1;
}
