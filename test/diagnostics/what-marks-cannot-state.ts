import { unsync } from 'unsync';

/** @unsync idempotent blocking */
export function wrongOrder() {}
/** @unsync idempotent idempotent */
export function twice() {}
/** @unsync blocking cpu-bound */
export function twoKinds() {}
/** @unsync blocking, idempotent */
export function list() {}
/** @unsync idempotent: it reads one file */
export function prose() {}

const yes = true;
export const variable = unsync((n: number) => n, { idempotent: yes });
export const shorthand = (kind: 'blocking') => unsync((n: number) => n, { kind });
export const spread = unsync((n: number) => n, { kind: 'blocking', ...{ idempotent: true } });
export const again = unsync((n: number) => n, { kind: 'blocking', idempotent: false, kind: 'cpu-bound' });

export class Decorated {
  @unsync({ kind: 'blocking', idempotent: !0 })
  static async computed(n: number): Promise<number> {
    return n;
  }
}
