// The model that the page shows, worked out from the events of a trace. Times are milliseconds since the process began.
import type { Kind } from '../types.js';
import type { TraceEvent } from './file.js';

export interface Model {
  readonly title: string;
  /** Of all that is shown. */
  readonly from: number;
  readonly to: number;
  /** Those with most run time first; spans and calls refer to them by index. */
  readonly functions: readonly FunctionRow[];
  readonly calls: readonly Call[];
  readonly rows: readonly Row[];
  /** While the main thread's event loop did not turn. */
  readonly stalls: readonly Interval[];
}

export type Interval = readonly [from: number, to: number];

export interface FunctionRow {
  readonly name: string;
  readonly at: string;
  readonly kind: Kind;
  readonly calls: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly run: Times;
  readonly wait: Times;
}

export interface Times {
  readonly total: number;
  readonly mean: number;
  readonly p99: number;
  readonly max: number;
}

export interface Call {
  /** Index in `functions`. */
  readonly of: number;
  readonly called: number;
  /** Had its arguments, and could have begun. */
  ready?: number;
  began?: number;
  ended?: number;
  /** When the main thread took the answer. */
  settled?: number;
  readonly outcome: 'done' | 'failed' | 'cancelled' | 'unfinished';
  readonly error?: string;
}

export interface Row {
  readonly name: string;
  readonly type: 'main' | 'thread' | 'queue';
  /** Of what overlaps, each has a lane of its own. */
  readonly lanes: number;
  /** In the order of their beginnings. */
  readonly spans: readonly Span[];
  /** Of a queue: how many calls wait from then on. */
  readonly depths: readonly (readonly [at: number, count: number])[];
}

/** `call` is an index in `calls`, or -1. */
export type Span = readonly [
  from: number,
  to: number,
  lane: number,
  type: 'run' | 'call' | 'start' | 'result',
  call: number,
  label: string,
];

const KINDS: readonly Kind[] = ['cpu-bound', 'blocking', 'background'];

/** More lanes than that share the last one. */
const LANES = 12;

/** @returns a message, where this is no trace of ours */
export function read(text: string): Model | string {
  let events: TraceEvent[];
  try {
    events = JSON.parse(text) as TraceEvent[];
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  const first = Array.isArray(events) ? events[0] : undefined;
  if (first?.name !== 'process_name' || !String(first.args?.['name']).startsWith('unsync'))
    return 'is not a trace that unsync wrote';
  return build(String(first.args!['name']), events);
}

interface Slice {
  readonly tid: number;
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly type: Span[3];
  readonly call: number;
}

function build(title: string, events: readonly TraceEvent[]): Model {
  const names = new Map<number, string>();
  const slices: Slice[] = [];
  const stalls: Interval[] = [];
  const calls: Call[] = [];
  const indexes = new Map<number, number>();
  const functions = new Map<string, { index: number; name: string; at: string; kind: Kind; calls: Call[] }>();
  const spent = new Map<Call, number>();
  const waits = new Map<Call, number>();
  const open = new Map<string, TraceEvent>();

  const end = ({ ts = 0, dur = 0 }: TraceEvent) => (ts + dur) / 1e3;

  function addCall(event: TraceEvent): void {
    const { call, at, kind, outcome, error } = event.args as Record<string, any>;
    const name = event.name.replace(/^call /, '');
    const key = `${name} ${at} ${kind}`;
    if (!functions.has(key)) functions.set(key, { index: functions.size, name, at, kind, calls: [] });
    const { index: of } = functions.get(key)!;
    const made: Call = { of, called: event.ts! / 1e3, outcome, ...(error !== undefined && { error }) };
    indexes.set(call, calls.push(made) - 1);
    functions.get(key)!.calls.push(made);
  }

  function addRun(call: number, tid: number, name: string, from: number, to: number): void {
    const index = indexes.get(call)!;
    const of = calls[index]!;
    of.began ??= from;
    of.ended = to;
    spent.set(of, (spent.get(of) ?? 0) + to - from);
    slices.push({ tid, from, to, name, type: 'run', call: index });
  }

  for (const event of events) {
    const { ph, cat, name, tid, ts = 0, id = 0, args } = event;
    const at = ts / 1e3;
    if (ph === 'M' && name === 'thread_name') names.set(tid, String(args!['name']));
    else if (cat === 'stall') stalls.push([at, end(event)]);
    else if (cat === 'call') {
      addCall(event);
      slices.push({ tid, from: at, to: end(event), name, type: 'call', call: calls.length - 1 });
    } else if (cat === 'result') slices.push({ tid, from: at, to: end(event), name, type: 'result', call: -1 });
    else if (cat === 'run' && ph === 'X') addRun(args!['call'] as number, tid, name, at, end(event));
    else if (name === 'start-up') slices.push({ tid, from: at, to: end(event), name, type: 'start', call: -1 });
    else if (ph === 'b') open.set(`${cat} ${id}`, event);
    else if (ph === 'e') {
      const begun = open.get(`${cat} ${id}`)!;
      const from = begun.ts! / 1e3;
      const call = calls[indexes.get(id)!]!;
      if (cat === 'run') addRun(id, tid, name, from, at);
      else if (cat === 'wait') {
        call.ready = from;
        waits.set(call, at);
      } else if (cat === 'answer') call.settled = at;
    }
  }

  // One that was cancelled in the queue never began.
  for (const [call, until] of waits) if (call.began === undefined) call.settled = until;
  const table = [...functions.values()].map((of) => ({ of, row: summarize(of, spent) }));
  const order = [...table].sort((a, b) => b.row.run.total - a.row.run.total);
  const place = table.map((each) => order.indexOf(each));
  const rows = [...rowsOf(names, slices), ...queuesOf([...functions.values()])].sort(byPlace);
  const all = [...slices.flatMap(({ from, to }) => [from, to]), ...stalls.flat()];
  const from = all.reduce((least, each) => Math.min(least, each), all[0] ?? 0);
  return {
    title,
    from,
    to: Math.max(
      from + 1,
      all.reduce((most, each) => Math.max(most, each), 0),
    ),
    functions: order.map(({ row }) => row),
    calls: calls.map((call) => ({ ...call, of: place[call.of]! })),
    rows,
    stalls,
  };
}

function summarize(
  { name, at, kind, calls }: { name: string; at: string; kind: Kind; calls: Call[] },
  spent: ReadonlyMap<Call, number>,
): FunctionRow {
  const count = (outcome: Call['outcome']) => calls.filter((each) => each.outcome === outcome).length;
  const run = calls.flatMap((each) => spent.get(each) ?? []);
  const wait = calls.flatMap(({ ready, began }) => (ready !== undefined && began !== undefined ? [began - ready] : []));
  const counts = { calls: calls.length, failed: count('failed'), cancelled: count('cancelled') };
  return { name, at, kind, ...counts, run: timesOf(run), wait: timesOf(wait) };
}

function timesOf(values: number[]): Times {
  if (values.length === 0) return { total: 0, mean: 0, p99: 0, max: 0 };
  const sorted = values.sort((a, b) => a - b);
  const total = sorted.reduce((sum, each) => sum + each, 0);
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1]!;
  return { total, mean: total / sorted.length, p99, max: sorted.at(-1)! };
}

/** A row for each thread. */
function rowsOf(names: ReadonlyMap<number, string>, slices: readonly Slice[]): Row[] {
  const byThread = new Map<number, Slice[]>();
  for (const slice of slices) {
    const list = byThread.get(slice.tid);
    if (list) list.push(slice);
    else byThread.set(slice.tid, [slice]);
  }
  return [...byThread].map(([tid, list]) => {
    const isMain = tid === 1;
    list.sort((a, b) => a.from - b.from || b.to - a.to);
    // A thread that starts is ready before a busy main thread hears of it.
    list.forEach((slice, nth) => {
      const next = list[nth + 1];
      if (slice.type === 'start' && next && next.from < slice.to) list[nth] = { ...slice, to: next.from };
    });
    // The first lane of the main thread is what it does itself.
    const own = isMain ? list.filter(({ type }) => type !== 'run') : [];
    const runs = isMain ? list.filter(({ type }) => type === 'run') : list;
    const { lanes, of } = laneOut(runs, isMain ? 1 : 0);
    const place = new Map(runs.map((slice, nth) => [slice, of[nth]!]));
    for (const slice of own) place.set(slice, 0);
    const spans = list.map((slice): Span => {
      const { from, to, type, call, name } = slice;
      return [from, to, place.get(slice)!, type, call, type === 'run' ? '' : name];
    });
    return { name: names.get(tid) ?? String(tid), type: isMain ? 'main' : 'thread', lanes, spans, depths: [] };
  });
}

/** Gives each, in the order of their beginnings, the first lane from `least` up that is free. */
export function laneOut(
  sorted: readonly { readonly from: number; readonly to: number }[],
  least: number,
): { lanes: number; of: number[] } {
  const ends: number[] = [];
  const of = sorted.map(({ from, to }) => {
    let lane = least;
    while (lane < LANES - 1 && (ends[lane] ?? -Infinity) > from) lane++;
    ends[lane] = Math.max(ends[lane] ?? -Infinity, to);
    return lane;
  });
  return { lanes: Math.max(ends.length, 1), of };
}

/** A row for each kind in which calls had to wait. */
function queuesOf(functions: readonly { kind: Kind; calls: Call[] }[]): Row[] {
  return KINDS.flatMap((kind): Row[] => {
    const changes: [at: number, by: number][] = [];
    for (const of of functions) {
      if (of.kind !== kind) continue;
      for (const { ready, began, settled } of of.calls) {
        const until = began ?? settled;
        if (ready !== undefined && until !== undefined) changes.push([ready, 1], [until, -1]);
      }
    }
    let count = 0;
    const depths = changes.sort(([a], [b]) => a - b).map(([at, by]) => [at, (count += by)] as const);
    return depths.length ? [{ name: `${kind}: waiting`, type: 'queue', lanes: 1, spans: [], depths }] : [];
  });
}

/** The main thread, then each kind: its queue, its threads by number. */
function byPlace(a: Row, b: Row): number {
  const place = ({ name, type }: Row) =>
    type === 'main'
      ? -1
      : KINDS.findIndex((kind) => name.startsWith(kind)) * 1e6 + (Number(/\d+$/.exec(name)?.[0]) || 0);
  return place(a) - place(b);
}
