// Draws the timeline on a canvas.
import type { Model } from '../model.js';
import { AXIS, GAP, GUTTER, LANE, type Layout, type Placed, STRIP, seen, xOf } from './layout.js';
import { firstFrom, moment, ticks, type View } from './scale.js';
import type { Theme } from './theme.js';

declare const devicePixelRatio: number;

/** Things that are shown besides the trace itself. */
export interface Marks {
  /** Index of the call that is pointed at or chosen, or -1. */
  readonly call: number;
  /** Index of the function that is picked out, or -1. */
  readonly of: number;
  /** The time under the pointer. */
  readonly at: number | undefined;
}

/** One picture, and what it is drawn with. */
interface Picture {
  /** Of the canvas, in two dimensions. */
  readonly context: any;
  readonly model: Model;
  readonly layout: Layout;
  readonly view: View;
  readonly width: number;
  readonly theme: Theme;
  readonly marks: Marks;
  /** Where a time is, in pixels. */
  at(ms: number): number;
}

export function draw(canvas: any, given: Omit<Picture, 'context' | 'at'>): void {
  const { layout, view, width, theme, marks } = given;
  const { bottom } = layout;
  const context = canvas.getContext('2d');
  canvas.width = width * devicePixelRatio;
  canvas.height = bottom * devicePixelRatio;
  canvas.style.height = `${bottom}px`;
  context.scale(devicePixelRatio, devicePixelRatio);
  context.font = "12px system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif";
  context.textBaseline = 'middle';
  context.fillStyle = theme.colour('paper');
  context.fillRect(0, 0, width, bottom);
  const picture: Picture = { ...given, context, at: (ms) => xOf(ms, view, width) };

  drawAxis(picture);
  context.save();
  context.beginPath();
  context.rect(GUTTER, 0, width - GUTTER, bottom);
  context.clip();
  drawStalls(picture);
  for (const each of layout.placed) {
    if (each.row.type === 'queue') drawQueue(picture, each);
    else drawSpans(picture, each);
  }
  if (marks.call >= 0) drawCall(picture, marks.call);
  if (marks.at !== undefined) {
    context.fillStyle = theme.colour('faint');
    context.fillRect(picture.at(marks.at), 0, 0.5, bottom);
  }
  context.restore();
  drawLabels(picture);
}

/** Over all rows a band, and in the row of the main thread what it is of. */
function drawStalls({ context, model, layout: { main, bottom }, view, theme, at }: Picture): void {
  for (const [from, to] of model.stalls) {
    if (to < view.from || from > view.to) continue;
    context.fillStyle = theme.colour('band');
    context.fillRect(at(from), AXIS, Math.max(1, at(to) - at(from)), bottom);
    if (!main) continue;
    context.fillStyle = theme.colour('stall');
    context.fillRect(at(from), main.top + 2, Math.max(1.5, at(to) - at(from)), STRIP - 3);
  }
}

function drawAxis({ context, layout: { bottom }, view, width, theme, at }: Picture): void {
  const { step, at: times } = ticks(view, (width - GUTTER) / 110);
  for (const each of times) {
    const px = at(each);
    context.fillStyle = theme.colour('line');
    context.fillRect(px, AXIS - 5, 1, bottom);
    context.fillStyle = theme.colour('faint');
    const label = moment(each, step);
    if (px + context.measureText(label).width < width) context.fillText(label, px + 4, AXIS / 2);
  }
}

function drawLabels({ context, layout: { placed, bottom }, width, theme }: Picture): void {
  placed.forEach(({ row, top, height }, nth) => {
    context.fillStyle = theme.colour('panel');
    context.fillRect(0, top, GUTTER - 1, height);
    context.fillStyle = theme.colour('line');
    context.fillRect(0, top, width, nth === 0 ? 1 : row.type === 'thread' ? 0.25 : 1);
    context.fillStyle = theme.colour(row.type === 'queue' ? 'faint' : 'ink');
    context.fillText(row.name, 10, top + Math.min(height, row.type === 'queue' ? height : LANE + GAP) / 2, GUTTER - 18);
  });
  context.fillStyle = theme.colour('line');
  context.fillRect(GUTTER - 1, 0, 1, bottom);
}

function drawQueue({ context, view, theme, at }: Picture, { row, top, height }: Placed): void {
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

function drawSpans({ context, model, view, theme, marks, at }: Picture, each: Placed): void {
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
function drawCall({ context, model, layout: { placed, main }, theme, at }: Picture, index: number): void {
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
