// Promises among the arguments: the call waits for them, and the others stay as they were. Loaded
// with the first of them, or the first generator.
import { copy, type Path } from '../codec.js';
import type { Handle } from '../protocol.js';
import { explain } from '../refusal.js';
import { isThenable } from '../shared.js';
import { go } from './dispatch.js';
import { mayLend } from './lending.js';
import { type Prepared, type Task, taskOf } from './unfuture.js';

/**
 * Waits for the promises among the arguments, which begin at `first`.
 * @public loaded by `require`
 */
export function begin(task: Task, args: unknown[], first: number, crosses: boolean): void {
  const { definition, options } = task;
  const pending = takePromises(args, first);
  const { transfer = [] } = options;
  if (pending.length === 0) return go(task, args, transfer, first, crosses);
  // The other arguments are kept as they are now until the promises have settled.
  const [kept, moved] = crosses ? fix(definition, args, transfer) : [args, transfer];
  task.state = 'waiting';
  task.pending = pending.map(([, promise]) => promise);
  task.resume = (values) => {
    if (task.state !== 'waiting') return;
    task.state = 'running';
    task.pending = undefined;
    pending.forEach(([index], nth) => {
      kept[index] = values[nth];
    });
    go(task, kept, moved, first, crosses);
  };
  Promise.all(task.pending).then(task.resume, (error) => task.settle(false, error));
}

/** The values as they are now, and what stands among them for those that are transferred. */
export function fix(
  definition: Prepared,
  values: unknown[],
  transfer: readonly object[],
): [values: unknown[], transfer: readonly object[]] {
  try {
    // functions and signals are lent when the call is sent
    const lent: object[] = [];
    const none = new Int32Array();
    const context = {
      classes: definition.classes,
      lend: (value: object, path: Path) =>
        mayLend(definition, value, path)
          ? ({ type: 'callback', handle: lent.push(value) - 1, answers: false, ahead: none } as const)
          : undefined,
      borrow: ({ handle }: Handle) => lent[handle],
    };
    const kept = copy([...values, transfer], context, transfer);
    return [kept, kept.pop() as object[]];
  } catch (error) {
    throw explain(error, values, 'argument', definition);
  }
}

/** Takes promises out of the arguments, which begin at `first`; calls that have settled are replaced by their values. */
export function takePromises(args: unknown[], first: number): [index: number, promise: PromiseLike<unknown>][] {
  const pending: [number, PromiseLike<unknown>][] = [];
  args.forEach((value, index) => {
    if (index < first || !isThenable(value)) return;
    const call = taskOf(value);
    args[index] = call?.state === 'settled' ? call.outcome() : undefined;
    if (call?.state !== 'settled') pending.push([index, value]);
  });
  return pending;
}
