import { unsync } from 'unsync';

declare function make(): () => number;

export const made = unsync(make());
export function outer(n: number) {
  return unsync(() => n);
}
{
  const block = 1;
  unsync(() => block);
}
export const kind = unsync(() => 1, { kind: 'parallel' as never });
