// What is at a place of the timeline, and what there is to tell of it.
import type { Model, Row, Span } from '../model.js';
import { GUTTER, LANE, type Layout, seen, timeAt } from './layout.js';
import { duration, firstFrom, type View } from './scale.js';

export type Hit =
  | { readonly type: 'span'; readonly span: Span; readonly row: Row }
  | { readonly type: 'stall'; readonly from: number; readonly to: number }
  | { readonly type: 'queue'; readonly row: Row; readonly count: number };

/** @param width of the canvas */
export function hitAt(
  px: number,
  py: number,
  view: View,
  width: number,
  { placed }: Layout,
  model: Model,
): Hit | undefined {
  const ms = timeAt(px, view, width);
  const near = ((view.to - view.from) / (width - GUTTER)) * 2;
  const each = placed.find(({ top, height }) => py >= top && py < top + height);
  if (!each || px < GUTTER) return undefined;
  const { row, lanes } = each;
  if (row.type === 'main' && py < lanes) {
    const stall = model.stalls.find(([from, to]) => ms >= from - near && ms <= to + near);
    return stall && { type: 'stall', from: stall[0], to: stall[1] };
  }
  if (row.type === 'queue') {
    const nth = firstFrom(row.depths, ([at]) => at, ms) - 1;
    return { type: 'queue', row, count: row.depths[nth]?.[1] ?? 0 };
  }
  let found: Span | undefined;
  for (const span of seen(each, { from: ms - near, to: ms + near })) {
    const [from, to, lane] = span;
    const inLane = py >= lanes + lane * LANE && py < lanes + (lane + 1) * LANE;
    if (inLane && to >= ms - near && from <= ms + near && (!found || (from <= ms && to >= ms))) found = span;
  }
  return found && { type: 'span', span: found, row };
}

/** A heading, and what there is to know. */
export function describe(hit: Hit, { calls, functions }: Model): { title: string; facts: [string, string][] } {
  if (hit.type === 'stall') {
    const facts: [string, string][] = [['for', duration(hit.to - hit.from)]];
    return { title: 'the main thread was busy or blocked', facts };
  }
  if (hit.type === 'queue') return { title: hit.row.name, facts: [['calls', String(hit.count)]] };
  const [from, to, , type, index, label] = hit.span;
  const call = calls[index];
  if (!call) return { title: label, facts: [['for', duration(to - from)]] };
  const { name, kind, at } = functions[call.of]!;
  const { called, ready, began, ended, settled, outcome, error } = call;
  const facts: [string, string][] = [['kind', kind]];
  if (at) facts.push(['marked at', at]);
  facts.push(['called at', duration(called)]);
  if (type === 'call') facts.push(['took to send', duration(to - from)]);
  if (ready !== undefined && ready - called >= 0.1) facts.push(['its arguments took', duration(ready - called)]);
  if (ready !== undefined && began !== undefined) facts.push(['waited', duration(began - ready)]);
  if (type === 'run') facts.push(['ran', duration(to - from)]);
  else if (began !== undefined && ended !== undefined) facts.push(['ran', duration(ended - began)]);
  if (settled !== undefined && ended !== undefined && settled - ended >= 0.1)
    facts.push(['answer lay for', duration(settled - ended)]);
  facts.push(['outcome', error ? `${outcome}: ${error}` : outcome]);
  return { title: name, facts };
}
