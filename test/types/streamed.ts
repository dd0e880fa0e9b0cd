import type { Marked, Streamed, Unfuture } from 'unsync';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => {};

// whatever a generator function may be written to return
same<Streamed<Generator<number, string, boolean>>, AsyncIterableIterator<number, string, undefined>>(true);
same<Streamed<AsyncGenerator<number, string>>, AsyncIterableIterator<number, string, undefined>>(true);
same<Streamed<Iterable<number>>, AsyncIterableIterator<number, any, undefined>>(true);
same<Streamed<Iterable<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<Iterator<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<IterableIterator<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<IteratorObject<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<AsyncIterable<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<AsyncIterator<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
same<Streamed<AsyncIterableIterator<number, void>>, AsyncIterableIterator<number, void, undefined>>(true);
// what is yielded or returned is awaited
same<Streamed<Generator<Promise<number>, Promise<string>>>, AsyncIterableIterator<number, string, undefined>>(true);
// a union of yielded values is one stream
same<Streamed<Generator<1 | 'a', void>>, AsyncIterableIterator<1 | 'a', void, undefined>>(true);
same<Streamed<Generator<never, never>>, AsyncIterableIterator<never, never, undefined>>(true);
same<Streamed<any>, AsyncIterableIterator<any, any, undefined>>(true);
same<Streamed<unknown>, AsyncIterableIterator<unknown, unknown, undefined>>(true);
same<Streamed<object>, AsyncIterableIterator<unknown, unknown, undefined>>(true);

declare const lines: Marked<(text: string, from?: number) => Generator<string, number>>;
same<ReturnType<typeof lines>, AsyncIterableIterator<string, number, undefined>>(true);
same<Parameters<typeof lines>, [text: string, from?: number]>(true);
same<ReturnType<typeof lines.inline>, Generator<string, number>>(true);
same<typeof lines, ReturnType<typeof lines.options>>(true);
declare const later: Marked<() => AsyncGenerator<{ n: number }, void, string>>;
void (async () => {
  for await (const line of lines('a')) same<typeof line, string>(true);
  for await (const { n } of later()) same<typeof n, number>(true);
  const stream = lines('a');
  const step = await stream.next();
  if (step.done) same<typeof step.value, number>(true);
  else same<typeof step.value, string>(true);
  // @ts-expect-error nothing can be passed in
  void later().next('in');
  // @ts-expect-error a stream is no future
  void lines('a').result();
  // @ts-expect-error nor an iterable without await
  for (const line of lines('a')) void line;
});

// what only is iterable is no generator: it crosses as a value
same<ReturnType<Marked<() => number[]>>, Unfuture<number[]>>(true);
same<ReturnType<Marked<() => string>>, Unfuture<string>>(true);
same<ReturnType<Marked<() => Iterable<number>>>, Unfuture<Iterable<number>>>(true);
same<ReturnType<Marked<() => Map<string, number>>>, Unfuture<Map<string, number>>>(true);
same<ReturnType<Marked<() => any>>, Unfuture<any>>(true);
same<ReturnType<Marked<() => never>>, Unfuture<never>>(true);
same<ReturnType<Marked<() => unknown>>, Unfuture<unknown>>(true);
same<ReturnType<Marked<() => void>>, Unfuture<void>>(true);
// a union stays one future
same<ReturnType<Marked<() => string | number>>, Unfuture<string | number>>(true);
same<ReturnType<Marked<() => Promise<string> | number>>, Unfuture<string | number>>(true);
