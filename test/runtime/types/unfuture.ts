import { type ShutdownOptions, shutdown, Unfuture, type UnfutureConstructor, unsync } from 'unsync';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

const add = unsync((a: number, b: number) => a + b);
const name = unsync(async () => 'name');

const all = Unfuture.all([add(1, 2), name(), Promise.resolve(true), null]);
same<typeof all, Unfuture<[number, string, boolean, null]>>(true);
const [sum, text] = all.result();
same<[typeof sum, typeof text], [number, string]>(true);
const many = Unfuture.all([1, 2].map((n) => add(n, n)));
same<typeof many, Unfuture<number[]>>(true);
const some = Unfuture.all(new Set([add(1, 2)]));
same<typeof some, Unfuture<number[]>>(true);
const ends = Unfuture.allSettled([add(1, 2), name()]);
same<typeof ends, Unfuture<[PromiseSettledResult<number>, PromiseSettledResult<string>]>>(true);
const first = Unfuture.race([add(1, 2), name()]);
same<typeof first, Unfuture<number | string>>(true);
const any = Unfuture.any([add(1, 2)]);
same<typeof any, Unfuture<number>>(true);
const three = Unfuture.resolve(3);
same<typeof three, Unfuture<number>>(true);
same<ReturnType<typeof Unfuture.resolve<Promise<string>>>, Unfuture<string>>(true);
const nothing: Unfuture<void> = Unfuture.resolve();
const failed: Unfuture<never> = Unfuture.reject(new Error('no'));
const statics: UnfutureConstructor = Unfuture;

function look(value: number | Unfuture<number>, unknown: unknown): number {
  if (unknown instanceof Unfuture) unknown.cancel();
  return value instanceof Unfuture ? value.result() : value;
}

// It may be the listener of a signal.
declare const on: (event: 'SIGTERM', listener: (signal: 'SIGTERM') => void) => void;
on('SIGTERM', shutdown);
const options: ShutdownOptions = { timeout: 5000 };
void shutdown(options);
// @ts-expect-error an option is needed
void shutdown(5000);
// @ts-expect-error it is what calls give
new Unfuture(() => {});
void [nothing, failed, statics, look];
