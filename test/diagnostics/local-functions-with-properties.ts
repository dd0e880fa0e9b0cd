import { unsync } from 'unsync';

export function around(n: number) {
  const memo = (k: number): number => (memo.cache[k] ??= k * n);
  memo.cache = {} as Record<number, number>;
  const plain = (k: number): number => k * n;
  return [unsync((k: number) => memo(k)), unsync((k: number) => plain(k))];
}
export function prototypes() {
  class Local {
    declare label: string;
  }
  Local.prototype.label = 'local';
  return unsync(() => new Local().label);
}
