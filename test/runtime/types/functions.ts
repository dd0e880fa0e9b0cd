import {
  type CallOptions,
  configure,
  type Kind,
  type Marked,
  type PrewarmOptions,
  prewarm,
  type Streamed,
  shutdown,
  TimeoutError,
  type Unfuture,
  type UnsyncError,
  unsync,
} from 'unsync';
import { attach, call, create, type TaskDefinition } from 'unsync/task';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

const original = (first: number, second = 'x', ...rest: boolean[]) => `${first}${second}${rest.length}`;
const plain = unsync(original);
same<ReturnType<typeof plain>, Unfuture<string>>(true);
same<Parameters<typeof plain>, [first: number, second?: string | undefined, ...rest: boolean[]]>(true);
same<typeof plain.inline, typeof original>(true);
same<typeof plain.kind, Kind>(true);

const asynchronous = unsync(async (n: number) => n, { kind: 'background' });
same<ReturnType<typeof asynchronous>, Unfuture<number>>(true);

const future = plain(1);
const text: string = future.result();
const late: string = future.result(50);
const done: boolean = future.done();
future.cancel();
future.cancel(new Error('reason'));
const chained: Promise<number> = future.then((value) => value.length);
const all: Promise<[string, number]> = Promise.all([future, asynchronous(1)]);
const again: Unfuture<string> = plain.options({ timeout: 5, priority: 1, transfer: [new ArrayBuffer(1)] })(
  1,
  'y',
  true,
);
same<typeof plain.options, (options: CallOptions) => Marked<typeof original>>(true);

function bound(this: { n: number }, m: number): number {
  return this.n + m;
}
const method = unsync(bound);
const holder = { n: 1, method };
const sum: Unfuture<number> = holder.method(2);

const numbers = unsync(function* (n: number) {
  for (let i = 0; i < n; i++) yield i;
  return 'end';
});
const stream: AsyncIterableIterator<number, string, undefined> = numbers(2);
same<ReturnType<typeof numbers>, typeof stream>(true);
same<Streamed<ReturnType<typeof numbers.inline>>, typeof stream>(true);
const pages = unsync(async function* (url: string) {
  yield url.length;
});
same<ReturnType<typeof pages>, AsyncIterableIterator<number, void, undefined>>(true);

// @ts-expect-error a future is not its value
future + 1;
// @ts-expect-error wrong argument
plain('1');
// @ts-expect-error no this
method(1);
// @ts-expect-error no such kind
unsync((n: number) => n, { kind: 'fast' });
unsync((n: number) => n, { kind: 'blocking', idempotent: true });
// @ts-expect-error true or false
unsync((n: number) => n, { idempotent: 'yes' });
// @ts-expect-error 'async' is found, not stated
unsync((n: number) => n, { kind: 'async' });
// @ts-expect-error no such option
plain.options({ retries: 1 });
// @ts-expect-error read-only
plain.kind = 'blocking';
// @ts-expect-error not a function
unsync(5);

configure({
  cpuBound: { maxThreads: 2 },
  blocking: { maxThreads: 3, idleTimeout: 5 },
  setup: { href: 'file:///a.js' },
  resourceLimits: { maxOldGenerationSizeMb: 5 },
});
// @ts-expect-error no such setting
configure({ threads: 2 });
const ended: Promise<void> = shutdown();

const fewer: PrewarmOptions = { threads: 2 };
const warm: Promise<void> = prewarm([plain, asynchronous, numbers, plain.options({ timeout: 5 })], fewer);
void prewarm([]);
// @ts-expect-error not marked
void prewarm([original]);
// @ts-expect-error no function
void prewarm([{ kind: 'blocking' }]);
// @ts-expect-error not a number
void prewarm([plain], { threads: '2' });

const error = new TimeoutError('late');
const base: UnsyncError = error;
same<typeof error.code, UnsyncError['code']>(true);

const define = (): TaskDefinition => ({
  name: 'f',
  at: 'a.ts:1:1',
  kind: 'cpu-bound',
  worker: { href: 'file:///a.js' },
  key: 'f',
  inline: bound,
  classes: () => ({ TimeoutError }),
  captures: () => ({ size: 1 }),
  instanceOf: TimeoutError,
  stream: true,
});
const stub: typeof bound = attach(bound, define);
const made: Marked<any> = create(define);
const called: Unfuture<number> = call(define, undefined, [1]);

export { again, all, base, called, chained, done, ended, late, made, stub, sum, text, warm };
