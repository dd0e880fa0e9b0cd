// Draws the timeline on a canvas, and tells what is under the pointer.
import type { Model, Row, Span } from '../model.js';
import { duration, firstFrom, latestEnds, moment, ticks, type View } from './scale.js';
import type { Theme } from './theme.js';

declare const devicePixelRatio: number;

/** All in pixels. */
export const GUTTER = 138;
const AXIS = 26;
const LANE = 18;
const STRIP = 9;
const QUEUE = 34;
const GAP = 6;

interface Placed {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  /** Where its lanes begin. */
  readonly lanes: number;
  readonly ends: readonly number[];
}

/** Things that are shown besides the trace itself. */
export interface Marks {
  /** Index of the call that is pointed at or chosen, or -1. */
  readonly call: number;
  /** Index of the function that is picked out, or -1. */
  readonly of: number;
  /** The time under the pointer. */
  readonly at: number | undefined;
}

export type Hit =
  | { readonly type: 'span'; readonly span: Span; readonly row: Row }
  | { readonly type: 'stall'; readonly from: number; readonly to: number }
  | { readonly type: 'queue'; readonly row: Row; readonly count: number };

export function createTimeline(canvas: any, model: Model) {
  const placed: Placed[] = [];
  let bottom = AXIS;
  for (const row of model.rows) {
    const strip = row.type === 'main' ? STRIP : 0;
    const height = row.type === 'queue' ? QUEUE : strip + row.lanes * LANE + GAP;
    placed.push({ row, top: bottom, height, lanes: bottom + strip + GAP / 2, ends: latestEnds(row.spans) });
    bottom += height;
  }
  const main = placed.find(({ row }) => row.type === 'main');

  const x = (at: number, view: View, width: number) =>
    GUTTER + ((at - view.from) / (view.to - view.from)) * (width - GUTTER);
  const time = (px: number, view: View, width: number) =>
    view.from + ((px - GUTTER) / (width - GUTTER)) * (view.to - view.from);

  function* seen({ row, ends }: Placed, { from, to }: View): Iterable<Span> {
    for (let nth = firstFrom(ends, (end) => end, from); nth < row.spans.length; nth++) {
      const span = row.spans[nth]!;
      if (span[0] > to) return;
      yield span;
    }
  }

  function draw(view: View, width: number, theme: Theme, marks: Marks): void {
    const context = canvas.getContext('2d');
    canvas.width = width * devicePixelRatio;
    canvas.height = bottom * devicePixelRatio;
    canvas.style.height = `${bottom}px`;
    context.scale(devicePixelRatio, devicePixelRatio);
    context.font = "12px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
    context.textBaseline = 'middle';
    context.fillStyle = theme.colour('paper');
    context.fillRect(0, 0, width, bottom);
    const at = (ms: number) => x(ms, view, width);

    drawAxis(context, view, width, theme);
    context.save();
    context.beginPath();
    context.rect(GUTTER, 0, width - GUTTER, bottom);
    context.clip();
    for (const [from, to] of model.stalls) {
      if (to < view.from || from > view.to) continue;
      context.fillStyle = theme.colour('band');
      context.fillRect(at(from), AXIS, Math.max(1, at(to) - at(from)), bottom);
      if (!main) continue;
      context.fillStyle = theme.colour('stall');
      context.fillRect(at(from), main.top + 2, Math.max(1.5, at(to) - at(from)), STRIP - 3);
    }
    for (const each of placed) {
      if (each.row.type === 'queue') drawQueue(context, each, view, at, theme);
      else drawSpans(context, each, view, at, theme, marks);
    }
    if (marks.call >= 0) drawCall(context, marks.call, at, theme);
    if (marks.at !== undefined) {
      context.fillStyle = theme.colour('faint');
      context.fillRect(at(marks.at), 0, 0.5, bottom);
    }
    context.restore();
    drawLabels(context, width, theme);
  }

  function drawAxis(context: any, view: View, width: number, theme: Theme): void {
    const { step, at } = ticks(view, (width - GUTTER) / 110);
    for (const each of at) {
      const px = x(each, view, width);
      context.fillStyle = theme.colour('line');
      context.fillRect(px, AXIS - 5, 1, bottom);
      context.fillStyle = theme.colour('faint');
      const label = moment(each, step);
      if (px + context.measureText(label).width < width) context.fillText(label, px + 4, AXIS / 2);
    }
  }

  function drawLabels(context: any, width: number, theme: Theme): void {
    placed.forEach(({ row, top, height }, nth) => {
      context.fillStyle = theme.colour('panel');
      context.fillRect(0, top, GUTTER - 1, height);
      context.fillStyle = theme.colour('line');
      context.fillRect(0, top, width, nth === 0 ? 1 : row.type === 'thread' ? 0.25 : 1);
      context.fillStyle = theme.colour(row.type === 'queue' ? 'faint' : 'ink');
      context.fillText(
        row.name,
        10,
        top + Math.min(height, row.type === 'queue' ? height : LANE + GAP) / 2,
        GUTTER - 18,
      );
    });
    context.fillStyle = theme.colour('line');
    context.fillRect(GUTTER - 1, 0, 1, bottom);
  }

  function drawQueue(context: any, { row, top, height }: Placed, view: View, at: (ms: number) => number, theme: Theme) {
    const { depths } = row;
    const most = depths.reduce((max, [, count]) => Math.max(max, count), 1);
    const y = (count: number) => top + height - 1 - (count / most) * (height - 14);
    const first = Math.max(0, firstFrom(depths, ([ms]) => ms, view.from) - 1);
    context.fillStyle = theme.colour('queue');
    for (let nth = first; nth < depths.length && depths[nth]![0] <= view.to; ) {
      // What falls into one pixel is drawn as its peak.
      const [from, count] = depths[nth]!;
      let peak = count;
      let next = nth + 1;
      while (next < depths.length && at(depths[next]![0]) < at(from) + 1) peak = Math.max(peak, depths[next++]![1]);
      const to = depths[next]?.[0] ?? from;
      const last = depths[next - 1]![1];
      if (peak > 0) context.fillRect(at(from), y(peak), 1, top + height - 1 - y(peak));
      if (last > 0) context.fillRect(at(from), y(last), Math.max(0, at(to) - at(from)), top + height - 1 - y(last));
      nth = next;
    }
    context.fillStyle = theme.colour('faint');
    context.fillText(`at most ${most}`, GUTTER + 6, top + 8);
  }

  function drawSpans(context: any, each: Placed, view: View, at: (ms: number) => number, theme: Theme, marks: Marks) {
    const reached: number[] = [];
    for (const [from, to, lane, type, index, label] of seen(each, view)) {
      const left = Math.max(at(from), GUTTER - 4);
      const right = Math.max(Math.min(at(to), 1e5), left + 1);
      // What begins and ends within a pixel that is drawn on already adds nothing.
      if (right <= (reached[lane] ?? 0) && index !== marks.call) continue;
      reached[lane] = Math.max(reached[lane] ?? 0, right);
      const call = model.calls[index];
      const y = each.lanes + lane * LANE;
      const isPast = marks.of >= 0 && call?.of !== marks.of;
      context.globalAlpha = isPast ? 0.18 : 1;
      if (type === 'run') context.fillStyle = theme.fill(call!.of);
      else context.fillStyle = theme.colour(type === 'start' ? 'start' : 'own');
      context.fillRect(left, y + 1, right - left, LANE - 2);
      if (type === 'run' && (call!.outcome === 'failed' || call!.outcome === 'cancelled')) {
        context.fillStyle = theme.colour('stall');
        context.fillRect(left, y + LANE - 4, right - left, 3);
      }
      const name = call && type === 'run' ? model.functions[call.of]!.name : label;
      if (right - left > 34) {
        context.save();
        context.beginPath();
        context.rect(left, y, right - left - 3, LANE);
        context.clip();
        context.fillStyle = type === 'run' || type === 'start' ? theme.colour('text') : theme.colour('paper');
        context.fillText(name, Math.max(left, GUTTER) + 5, y + LANE / 2);
        context.restore();
      }
    }
    context.globalAlpha = 1;
  }

  /** Its way: from the call over the wait to where it ran, and back to who took the answer. */
  function drawCall(context: any, index: number, at: (ms: number) => number, theme: Theme): void {
    const { called, ready = called, began, ended, settled } = model.calls[index]!;
    const where = placed.find(({ row }) => row.spans.some(([, , , type, call]) => type === 'run' && call === index));
    if (!main || !where || began === undefined || ended === undefined) return;
    const [, , lane] = where.row.spans.find(([, , , type, call]) => type === 'run' && call === index)!;
    const y = where.lanes + lane * LANE;
    const home = main.lanes + LANE;
    context.strokeStyle = theme.colour('link');
    context.fillStyle = theme.colour('link');
    context.lineWidth = 1.5;
    context.strokeRect(at(began) - 1, y, Math.max(2, at(ended) - at(began)) + 2, LANE);
    if (where === main) return;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(at(called), home);
    context.lineTo(at(ready), y + LANE / 2);
    context.lineTo(at(began), y + LANE / 2);
    if (settled !== undefined) {
      context.moveTo(at(ended), y + LANE / 2);
      context.lineTo(at(settled), y + LANE / 2);
      context.lineTo(at(settled), home);
    }
    context.stroke();
    context.setLineDash([]);
    for (const ms of settled === undefined ? [called] : [called, settled]) {
      context.beginPath();
      context.arc(at(ms), home, 3, 0, 7);
      context.fill();
    }
  }

  function hit(px: number, py: number, view: View, width: number): Hit | undefined {
    const ms = time(px, view, width);
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

  return { draw, hit, time, describe: (hit: Hit) => describe(hit, model) };
}

/** A heading, and what there is to know. */
function describe(hit: Hit, { calls, functions }: Model): { title: string; facts: [string, string][] } {
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
