const cache = new Map<string, number>([['a', 1]]);
setInterval(() => cache.clear(), 1000).unref();

/** @unsync */
export function cached(key: string): number | undefined {
  return cache.get(key);
}

const levels = [1];
process.on('exit', levels.pop.bind(levels));
const alias = levels;
export const drop = () => void alias.pop();

/** @unsync */
export function level(): number {
  return levels[0]!;
}
