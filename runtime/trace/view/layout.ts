// Where everything is: each row of the model has its place on the canvas, each time its place in a view.
import type { Model, Row, Span } from '../model.js';
import { firstFrom, latestEnds, type View } from './scale.js';

/** All in pixels. */
export const GUTTER = 138;
export const AXIS = 26;
export const LANE = 18;
export const STRIP = 9;
export const GAP = 6;
const QUEUE = 34;

export interface Placed {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  /** Where its lanes begin. */
  readonly lanes: number;
  readonly ends: readonly number[];
}

export interface Layout {
  readonly placed: readonly Placed[];
  /** The row of the main thread. */
  readonly main: Placed | undefined;
  readonly bottom: number;
}

export function layOut(model: Model): Layout {
  const placed: Placed[] = [];
  let bottom = AXIS;
  for (const row of model.rows) {
    const strip = row.type === 'main' ? STRIP : 0;
    const height = row.type === 'queue' ? QUEUE : strip + row.lanes * LANE + GAP;
    placed.push({ row, top: bottom, height, lanes: bottom + strip + GAP / 2, ends: latestEnds(row.spans) });
    bottom += height;
  }
  return { placed, main: placed.find(({ row }) => row.type === 'main'), bottom };
}

export function xOf(at: number, view: View, width: number): number {
  return GUTTER + ((at - view.from) / (view.to - view.from)) * (width - GUTTER);
}

/** The inverse of `xOf`. */
export function timeAt(px: number, view: View, width: number): number {
  return view.from + ((px - GUTTER) / (width - GUTTER)) * (view.to - view.from);
}

/** The spans of a row that are in a view, at least in part. */
export function* seen({ row, ends }: Placed, { from, to }: View): Iterable<Span> {
  for (let nth = firstFrom(ends, (end) => end, from); nth < row.spans.length; nth++) {
    const span = row.spans[nth]!;
    if (span[0] > to) return;
    yield span;
  }
}
