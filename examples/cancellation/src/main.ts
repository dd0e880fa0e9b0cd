import { AbortError, TimeoutError } from 'unsync';

/** @unsync */
function work(milliseconds: number): string {
  const end = Date.now() + milliseconds;
  while (Date.now() < end);
  return `${milliseconds} ms of work`;
}

// A timeout is counted from the call, time in the queue included. The call then ends, with its thread.
try {
  await work.options({ timeout: 100 })(60_000);
} catch (error) {
  console.log('timeout:', error instanceof TimeoutError, (error as TimeoutError).code);
}

// An AbortSignal ends every call that was given it; each rejects with the signal's reason.
const controller = new AbortController();
const cancellable = work.options({ signal: controller.signal });
const tasks = [cancellable(60_000), cancellable(60_000), cancellable(60_000)];
setTimeout(() => controller.abort(new Error('the user left')), 100);
for (const { reason } of (await Promise.allSettled(tasks)) as PromiseRejectedResult[]) {
  console.log('signal:', reason.message);
}

// One call alone. Without a reason it is an AbortError.
const task = work(60_000);
task.cancel();
console.log('cancel:', task.done(), await task.catch((error) => error instanceof AbortError));

// A timeout of `result` ends the waiting, not the call.
const slow = work(500);
try {
  slow.result(100);
} catch (error) {
  console.log('result:', error instanceof TimeoutError, 'done:', slow.done());
}
console.log('later:', await slow);
