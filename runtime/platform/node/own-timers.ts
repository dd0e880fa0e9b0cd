// Timers without Node's, where these were replaced in their module before this one was loaded, as node:test and
// @sinonjs/fake-timers do: no module has the real ones then. Waiting for a cell that nobody changes is a clock, and a
// message to oneself is the next turn.
import nodes from 'node:timers';
import { Atomics, MessageChannel, postMessage, SharedArrayBuffer } from './globals.js';

type Timers = Pick<
  typeof nodes,
  'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval' | 'setImmediate' | 'clearImmediate'
>;

interface Waiting {
  readonly async: boolean;
  readonly value: Promise<unknown>;
}
const { waitAsync } = Atomics as unknown as {
  waitAsync(cell: Int32Array, index: number, value: number, milliseconds: number): Waiting;
};

/** Functions of the next turns, one for each message. */
const turns: (() => void)[] = [];
const { port1, port2 } = new MessageChannel();
/** How many timers and turns keep the process alive. */
let held = 0;

port1.on('message', () => {
  hold(-1);
  turns.shift()!();
});
port1.unref();

function hold(more: 1 | -1): void {
  held += more;
  if (held > 0) port1.ref();
  else port1.unref();
}

function inNextTurn(run: () => void): void {
  turns.push(run);
  hold(1);
  postMessage(port2, 0);
}

/** Has the members of Node's timers that are used. */
class Timer {
  #cell: Int32Array | undefined;
  #holds = true;

  constructor(
    readonly run: () => void,
    readonly milliseconds: number,
    readonly repeats: boolean,
  ) {
    this.#start();
  }

  #start(): void {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    if (!this.#cell && this.#holds) hold(1);
    this.#cell = cell;
    void waitAsync(cell, 0, 0, Math.max(1, this.milliseconds)).value.then(() => {
      if (this.#cell === cell) inNextTurn(() => this.#cell === cell && this.#ring());
    });
  }

  #ring(): void {
    if (this.repeats) this.#start();
    else this.clear();
    this.run();
  }

  clear(): void {
    const cell = this.#cell;
    if (!cell) return;
    this.#cell = undefined;
    if (this.#holds) hold(-1);
    Atomics.notify(cell, 0);
  }

  refresh(): this {
    const cell = this.#cell;
    this.#start();
    if (cell) Atomics.notify(cell, 0);
    return this;
  }

  unref(): this {
    if (this.#holds && this.#cell) hold(-1);
    this.#holds = false;
    return this;
  }
}

/**
 * Other engines than Node have no such mark on theirs.
 * @public loaded by `require`
 */
export function timers(): Timers {
  const { bun, deno } = process.versions;
  if (bun || deno || !waitAsync) return nodes;
  const start = (repeats: boolean) => (run: () => void, milliseconds?: number) =>
    new Timer(run, milliseconds ?? 0, repeats);
  const clear = (timer: unknown) => timer instanceof Timer && timer.clear();
  const setImmediate = (run: () => void) => {
    const turn = { run };
    inNextTurn(() => turn.run());
    return turn;
  };
  const clearImmediate = (turn: { run: () => void } | undefined) => {
    if (turn) turn.run = () => {};
  };
  const ours: unknown = {
    setTimeout: start(false),
    clearTimeout: clear,
    setInterval: start(true),
    clearInterval: clear,
    setImmediate,
    clearImmediate,
  };
  return ours as Timers;
}
