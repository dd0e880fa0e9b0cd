// The file that piscina loads in each thread. It catches everything and encodes it here, so that a
// thread only ever posts plain records: nothing un-cloneable can leave, and no value passes for a
// failure. Long, since all of it works on one state, the thread's: messages, lease, calls, results.
import {
  Atomics,
  hooks,
  MessagePort,
  pin,
  postMessage,
  receiveMessageOnPort,
  SharedArrayBuffer,
} from '../platform/node/globals.js';
import { clock, performance, queueMicrotask, setImmediate } from '../platform/node/timers.js';
import { spin } from '../shared/adaptive-spin.js';
import { encode } from '../shared/failure.js';
import { pack, unpack } from '../shared/pack.js';
import type { Handle, Packed } from '../shared/packed.js';
import type { Batch, Closed, FromWorker, Lease, Numbered, Opening, Ran, ToWorker } from '../shared/protocol.js';
import { explain } from '../shared/refusal.js';
import { side } from '../shared/side.js';
import { isPrimitive, isThenable } from '../shared/values.js';
import { forEachCall } from './batch.js';
import { systemThread, watchChildren } from './child-processes.js';
import { redirect } from './output.js';
import { load, lookUp, register, tearDown } from './tasks.js';
import type { Host, Registered, Running } from './types.js';

/** Milliseconds: that results wait for each other, and of a call that lets them. */
const LATE = 1;
const BRIEF = 0.1;

side.inside = true;
// Not what a task puts in its place.
const { exit } = process;
// Nor for piscina, which listens to its port as soon as this is loaded, and answers on it when a lease ends.
MessagePort.prototype.on = function (this: MessagePort, ...args: Parameters<MessagePort['on']>) {
  delete (MessagePort.prototype as Partial<MessagePort>).on;
  pin(this);
  return this.on(...args);
} as MessagePort['on'];
// Stacks show the user's lines.
process.setSourceMapsEnabled(true);

/** Loaded with the first function or signal that stays with a caller. */
const proxies = () => (loadedProxies ??= require('./proxies.js') as typeof import('./proxies.js'));
let loadedProxies: typeof import('./proxies.js') | undefined;

/** Loaded with the first generator. */
const streams = () => require('./stream.js') as typeof import('./stream.js');

/** Loaded with the first calls that are handed over ahead of their turn. */
const runQueue = () => require('./run-queue.js') as typeof import('./run-queue.js');

/** Of memory in a result: below, a copy costs as little. */
const LEAST_BYTES_MOVED = 4096;

/** Loaded with the first call that gives back what it changes. */
const giveBack = () => require('../shared/give-back/give-back.js') as typeof import('../shared/give-back/give-back.js');

/** Loaded with the first result that has memory to move. */
const fresh = () => require('../shared/fresh.js') as typeof import('../shared/fresh.js');

let connection: Opening;
/** Messages that came, and that were sent. */
let seen = 0;
let sent = 0;
/** Why nothing that comes is done any more. */
let fault: string | undefined;
/** The last lease that was released. A release may overtake its lease: they travel on different ports. */
let released = 0;
/** Answers tell when the function ran. */
let timed = false;
let endLease: (() => void) | undefined;
/** The number of the call whose function has been called and has not returned, for who looks at this thread from outside. */
const current = new Int32Array(new SharedArrayBuffer(4));
/** Calls with functions or signals that have come and have not been given them. */
const coming = new Set<number>();
/** Tells whose error it is when one comes outside of any call. */
const context = new hooks.AsyncLocalStorage<Running>();

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
  redirect(send, open.printed);
  // Under --unhandled-rejections=strict a rejection comes as an exception first, and then as itself.
  process.on('uncaughtException', (error, origin) => origin === 'unhandledRejection' || stray(error));
  process.on('unhandledRejection', stray);
  process.on('exit', (exitCode) => send({ type: 'gone', exitCode }));
  open.port.on('message', receive);
  // Which call it was can't be known; ending the thread rejects it.
  open.port.on('messageerror', () => exit(1));
  watchChildren(send, () => context.getStore()?.call);
  send({ type: 'ready', systemThread: systemThread(), current });
}

/** Results of this turn that travel together, and when the first came. */
let gathered: Running[] = [];
let results: unknown[] = [];
let gatheredAt = 0;
/** The call that began last did not keep others waiting. */
let isBrief = true;

function send(message: FromWorker, transfer: readonly object[] = []): void {
  sendResults();
  (message as FromWorker & Numbered).seq = sent + 1;
  postMessage(connection.port, message, transfer);
  sent++;
  Atomics.add(connection.bell, 0, 1);
  Atomics.notify(connection.bell, 0);
}

function sendResults(): void {
  if (gathered.length === 0) return;
  const [calls, values] = [gathered.map(({ call }) => call), results];
  gathered = [];
  results = [];
  send({ type: 'results', calls, values });
}

/** With those of other calls that came together. */
function gather(running: Running, value: unknown): void {
  const now = performance.now();
  if (gathered.push(running) === 1) {
    gatheredAt = now;
    setImmediate(sendResults);
  }
  results.push(value);
  settle(running);
  if (now - gatheredAt > LATE) sendResults();
}

/** Messages that have arrived and were not looked at, in order. */
const inbox: ToWorker[] = [];

function receive(message: ToWorker & Numbered): void {
  if (!isNext(message)) return;
  // What is to be done now may take long.
  sendResults();
  inbox.push(message);
  work();
  spin();
}

/** Holds where it is the next message, to be done. Answers when it is not, and nothing is done any more. */
function isNext(message: ToWorker & Numbered): boolean {
  if (!fault) {
    try {
      if (message.seq <= seen) return false;
      if (message.seq === ++seen) return true;
      fault = 'a message to it was lost';
    } catch (error) {
      spoil(error);
    }
  }
  send({ type: 'fault', reason: fault! });
  return false;
}

function spoil(error: unknown): void {
  inbox.length = 0;
  fault = `a message to it could not be understood: ${(error as Error).message}`;
}

function work(): void {
  for (let message: ToWorker | undefined; (message = inbox.shift()); ) attempt(handle, message);
}

function attempt<M>(action: (message: M) => void, message: M): void {
  try {
    action(message);
  } catch (error) {
    spoil(error);
    send({ type: 'fault', reason: fault! });
  }
}

/** For a function that is at work: what is not for it waits until it is done. */
function listen(): void {
  for (let received; (received = receiveMessageOnPort(connection.port)); ) {
    const message = received.message as ToWorker & Numbered;
    if (!isNext(message)) continue;
    if (message.type === 'abort') attempt(abort, message);
    else if (inbox.push(message) === 1) setImmediate(work);
  }
}

function abort(message: Extract<ToWorker, { type: 'abort' }>): void {
  proxies().abort(message, isComing(message.call));
}

function handle(message: ToWorker): void {
  switch (message.type) {
    case 'probe':
      return send({ type: 'alive' });
    case 'register':
      return register(message);
    case 'release':
      // It may overtake its lease, and others: piscina keeps the next until it has heard of the end of the last. It may
      // come again.
      if (!(message.lease >= released)) throw new Error('an unknown lease');
      released = message.lease;
      return endLease?.();
    case 'time':
      timed = message.on;
      return;
    case 'batch':
      return beginMany(message);
    case 'call': {
      const task = lookUp(message.task);
      if (!Array.isArray(message.args.values)) throw new Error('a call without values');
      const running: Running = { call: message.call, task, settled: false, began: 0 };
      if (message.args.patches) coming.add(message.call);
      if (task.stream) {
        const make = (run: Function) => apply(run, running, message.args) as object;
        const start = async () => make(task.run ?? (await prepare(task)));
        return streams().open(running, start, context, { send, resolve, reject, inside });
      }
      return begin(running, message.args);
    }
    case 'slots':
      return runQueue().open(message.slots);
    case 'enqueue':
      return runQueue().add(message, host);
    case 'load': {
      const task = lookUp(message.task);
      if (!task) throw new Error('an unknown task');
      const running: Running = { call: message.call, task, settled: false, began: 0 };
      const succeed = () => resolve(running, undefined);
      context.run(running, () => prepare(task).then(succeed, (error) => reject(running, error)));
      return;
    }
    case 'abort':
      return abort(message);
    case 'answer':
      return proxies().answer(message);
    case 'teardown':
      return void tearDownAndLeave(message.patience);
    case 'pull':
      return streams().pull(message.call, message.credits);
    case 'close':
      return streams().close(message.call);
    default:
      throw new Error(`of the unknown type ${String((message as { type: unknown }).type)}`);
  }
}

/** Each when what the one before it has done at once is over, its answer included: as if each had its message. */
function beginMany(message: Batch): void {
  const calls: (() => void)[] = [];
  forEachCall(message, (task, values, call) =>
    calls.push(() => begin({ call, task, settled: false, began: 0, isOfMany: true }, { values })),
  );
  const next = (nth: number) => {
    const from = performance.now();
    calls[nth]!();
    isBrief = performance.now() - from < BRIEF;
    if (nth + 1 < calls.length) queueMicrotask(() => next(nth + 1));
  };
  next(0);
}

function begin(running: Running, args: Packed): void {
  const { task } = running;
  const fail = (error: unknown) => reject(running, error);
  const execute = (run: Function) => {
    if (timed) running.began = clock();
    try {
      const value = apply(run, running, args);
      if (isThenable(value)) Promise.resolve(value).then((each) => resolve(running, each), fail);
      else resolve(running, value);
    } catch (error) {
      fail(error);
    }
  };
  context.run(running, () => {
    if (task.run) execute(task.run);
    else prepare(task).then(execute, fail);
  });
}

async function tearDownAndLeave(patience: number): Promise<void> {
  try {
    await tearDown(patience);
    send({ type: 'tornDown' });
  } catch (error) {
    send({ type: 'tornDown', error: encode(error, { classes: () => ({}) }) });
  }
}

const host: Host = {
  prepare,
  run: (running, values) => context.run(running, () => apply(running.task.run!, running, { values })),
  resolve,
  reject,
  sent: () => sent,
  tell: () => send({ type: 'progress' }),
};

async function prepare(task: Registered): Promise<Function> {
  const run = await load(task, connection.setup);
  send({ type: 'loaded', task: task.task });
  return run;
}

function apply(run: Function, running: Running, packed: Packed): unknown {
  const { task } = running;
  const args = packed.patches ? unpackWith(running, packed) : packed.values;
  if (packed.tracking) running.received = giveBack().receive(args, packed.tracking, task);
  inside(running.call);
  try {
    return (task.env ? (run(args.shift()) as Function) : run).apply(undefined, args);
  } finally {
    inside(0);
  }
}

/** It calls the function of a call, or of none. */
function inside(call: number): void {
  Atomics.store(current, 0, call);
}

function unpackWith(running: Running, packed: Packed): unknown[] {
  coming.delete(running.call);
  const fromHandle = (handle: Handle) => proxies().fromHandle(running, handle, { send, listen });
  const { classes, constants } = running.task;
  return unpack(packed, { classes, constants, fromHandle });
}

/** Holds where the function of a call is still to be called. */
function isComing(call: number): boolean {
  return coming.has(call) || inbox.some((message) => message.type === 'call' && message.call === call);
}

function resolve(
  running: Running,
  value: unknown,
  closed?: Closed,
  paths: readonly string[] | null = running.task.fresh ?? null,
): void {
  if (running.settled) return;
  if (running.isOfMany && isBrief && !timed && isPrimitive(value)) return gather(running, value);
  const ran = timesOf(running);
  try {
    const transfer: object[] = paths ? fresh().memoryAt(value, paths, LEAST_BYTES_MOVED) : [];
    const { task, received } = running;
    const packed = received ? giveBack().packResult(received, value, task, transfer) : pack([value], task, transfer);
    send({ type: 'result', call: running.call, value: packed, ...(closed && { closed }), ...ran }, transfer);
    settle(running);
  } catch (error) {
    // what can't be moved may be copied
    if (paths) return resolve(running, value, closed, null);
    reject(running, explain(error, [value], 'result', running.task), closed);
  }
}

function settle(running: Running): void {
  running.settled = true;
  coming.delete(running.call);
  loadedProxies?.release(running);
  const { maxMemoryMb } = connection;
  if (maxMemoryMb === Infinity) return;
  // Later the result is no longer held here.
  setImmediate(() => {
    const { holdsMoreThan } = require('./memory.js') as typeof import('./memory.js');
    if (holdsMoreThan(maxMemoryMb)) send({ type: 'worn' });
  });
}

function reject(running: Running, error: unknown, closed?: Closed): void {
  if (running.settled) return;
  settle(running);
  const { task, received } = running;
  const encoded = received ? giveBack().packError(received, error, task) : encode(error, task);
  send({ type: 'failure', call: running.call, error: encoded, ...(closed && { closed }), ...timesOf(running) });
}

function timesOf({ began }: Running): { ran: Ran } | undefined {
  return began > 0 ? { ran: [began, clock()] } : undefined;
}

/** An error that nobody caught: the fault of the call it came from, if that still runs. */
function stray(error: unknown): void {
  const running = context.getStore();
  if (running && !running.settled) return reject(running, error);
  send({ type: 'late', name: running?.task.name, error: encode(error, running?.task ?? { classes: () => ({}) }) });
}
