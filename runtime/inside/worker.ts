// What piscina loads in each thread. It catches everything and encodes it here, so that a thread
// only ever posts plain records: nothing un-cloneable can leave, and no value passes for a failure.
import { AsyncLocalStorage } from 'node:async_hooks';
import { pack, unpack } from '../codec.js';
import { encode } from '../failure.js';
import type { FromWorker, Lease, Opening, ToWorker } from '../protocol.js';
import { explain } from '../refusal.js';
import { isThenable, shared } from '../shared.js';
import { redirect } from './output.js';
import { load, lookUp, type Registered, register } from './tasks.js';

/** A call on this thread. */
interface Running {
  readonly call: number;
  readonly task: Registered;
  settled: boolean;
}

shared.inside = true;
// Stacks show the user's lines.
process.setSourceMapsEnabled(true);

let connection: Opening;
/** The last lease that was released. A release may overtake its lease: they travel on different ports. */
let released = 0;
let endLease: (() => void) | undefined;
/** Tells whose error it is when one comes outside of any call. */
const context = new AsyncLocalStorage<Running>();

/** Piscina's task: pending until the lease is released. */
export default function lease({ lease, open }: Lease): Promise<void> | undefined {
  if (open) connect(open);
  if (lease <= released) return undefined;
  return new Promise((resolve) => {
    endLease = resolve;
  });
}

function connect(open: Opening): void {
  connection = open;
  redirect(send);
  process.on('uncaughtException', stray);
  process.on('unhandledRejection', stray);
  process.on('exit', (exitCode) => send({ type: 'gone', exitCode }));
  open.port.on('message', receive);
  // Which call it was can't be known; ending the thread rejects it.
  open.port.on('messageerror', () => process.exit(1));
  send({ type: 'ready' });
}

function send(message: FromWorker, transfer: readonly object[] = []): void {
  connection.port.postMessage(message, transfer as ArrayBuffer[]);
  Atomics.add(connection.bell, 0, 1);
  Atomics.notify(connection.bell, 0);
}

function receive(message: ToWorker): void {
  switch (message.type) {
    case 'register':
      return register(message);
    case 'release':
      released = message.lease;
      return endLease?.();
    case 'call': {
      const task = lookUp(message.task);
      const running: Running = { call: message.call, task, settled: false };
      const fail = (error: unknown) => reject(running, error);
      const execute = (run: Function) => {
        try {
          const value: unknown = run.apply(undefined, unpack(message.args, task.classes));
          if (isThenable(value)) Promise.resolve(value).then((each) => resolve(running, each), fail);
          else resolve(running, value);
        } catch (error) {
          fail(error);
        }
      };
      context.run(running, () => {
        if (task.run) execute(task.run);
        else load(task, connection.setup).then(execute, fail);
      });
    }
  }
}

function resolve(running: Running, value: unknown): void {
  if (running.settled) return;
  try {
    const transfer: object[] = [];
    send({ type: 'result', call: running.call, value: pack([value], running.task.classes, transfer) }, transfer);
    running.settled = true;
  } catch (error) {
    reject(running, explain(error, [value], 'result', running.task));
  }
}

function reject(running: Running, error: unknown): void {
  if (running.settled) return;
  running.settled = true;
  send({ type: 'failure', call: running.call, error: encode(error, running.task.classes) });
}

/** An error that nobody caught: the fault of the call it came from, if that still runs. */
function stray(error: unknown): void {
  const running = context.getStore();
  if (running && !running.settled) return reject(running, error);
  send({ type: 'late', name: running?.task.name, error: encode(error, running?.task.classes ?? (() => undefined)) });
}
