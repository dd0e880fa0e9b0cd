// Computations of the page, without the page: no DOM here, so that tests can run them.

/** The part of the trace that is to be seen, in milliseconds. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** The narrowest view, in milliseconds. */
const NARROWEST = 0.002;

/** Magnifies around a time that stays where it is; never shows more than all. */
export function zoom(view: View, factor: number, around: number, all: View): View {
  const width = Math.min(all.to - all.from, Math.max(NARROWEST, (view.to - view.from) / factor));
  const share = (around - view.from) / (view.to - view.from);
  return clamp({ from: around - share * width, to: around - share * width + width }, all);
}

export function pan(view: View, by: number, all: View): View {
  return clamp({ from: view.from + by, to: view.to + by }, all);
}

function clamp({ from, to }: View, all: View): View {
  const shift = Math.max(all.from - from, 0) + Math.min(all.to - to, 0);
  return { from: from + shift, to: to + shift };
}

/** Round times at which to draw a line, about `most` of them. */
export function ticks({ from, to }: View, most: number): { step: number; at: number[] } {
  const rough = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough * 0.999)!;
  const at: number[] = [];
  for (let nth = Math.ceil(from / step); nth * step <= to; nth++) at.push(nth * step);
  return { step, at };
}

/** A duration: '12.3 ms', '850 µs', '2.50 s'. */
export function duration(ms: number): string {
  if (ms === 0) return '0';
  if (ms < 1) return `${digits(ms * 1e3)} µs`;
  return ms < 1e3 ? `${digits(ms)} ms` : `${digits(ms / 1e3)} s`;
}

function digits(n: number): string {
  return n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(2);
}

/** A time on the axis, as exact as the distance of its lines needs. */
export function moment(ms: number, step: number): string {
  const inSeconds = step >= 100;
  const scaled = inSeconds ? step / 1e3 : step;
  const places = Math.max(0, -Math.floor(Math.log10(scaled) + 1e-9));
  return inSeconds ? `${(ms / 1e3).toFixed(places)} s` : `${ms.toFixed(places)} ms`;
}

/** Index of the first item whose key is at least `at`; the items are in the order of their keys. */
export function firstFrom<T>(items: readonly T[], key: (item: T) => number, at: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]!) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** For each item the latest end up to it, so that a search can begin late enough. */
export function latestEnds(spans: readonly (readonly [from: number, to: number, ...rest: unknown[]])[]): number[] {
  let latest = -Infinity;
  return spans.map(([, to]) => (latest = Math.max(latest, to)));
}
