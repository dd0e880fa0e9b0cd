// Brings the page to life: pointer, wheel and keys move the view; what is pointed at is told.
import type { Model } from '../model.js';
import type { Hit } from './hit.js';
import { GUTTER } from './layout.js';
import { duration, pan, type View, zoom } from './scale.js';
import { createTable } from './table.js';
import { followSystem, readTheme, toggle } from './theme.js';
import { createTimeline } from './timeline.js';

declare const document: any;
declare const window: any;
declare function requestAnimationFrame(callback: () => void): number;

const element = (id: string) => document.getElementById(id);
const model = JSON.parse(element('data').textContent) as Model;
const margin = (model.to - model.from) * 0.01;
const all: View = { from: model.from - margin, to: model.to + margin };
const host = element('timeline');
const tip = element('tip');
const timeline = createTimeline(host.querySelector('canvas'), model);

let view = all;
let theme = readTheme();
/** Index of a function, or -1. */
let picked = -1;
/** Index of a call, or -1: one that was stepped to stays until the pointer is on another. */
let call = -1;
let at: number | undefined;
/** Index of the stall that was stepped to. */
let stall = -1;
let drag: { x: number; view: View } | undefined;
let due = false;

const width = (): number => host.clientWidth;
const msPerPixel = (): number => (view.to - view.from) / (width() - GUTTER);

function redraw(): void {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    timeline.draw(view, width(), theme, { call, of: picked, at });
  });
}

function show(next: View): void {
  view = next;
  redraw();
}

const table = createTable(element('functions'), model, (of) => {
  picked = of;
  redraw();
});

function drawAll(): void {
  theme = readTheme();
  table.draw(theme);
  redraw();
}

function tell(hit: Hit | undefined, x: number, y: number): void {
  tip.hidden = !hit;
  if (!hit) return;
  const { title, facts } = timeline.describe(hit);
  const list = document.createElement('dl');
  for (const [name, value] of facts) {
    list.appendChild(document.createElement('dt')).textContent = name;
    list.appendChild(document.createElement('dd')).textContent = value;
  }
  const heading = document.createElement('b');
  heading.textContent = title;
  tip.replaceChildren(heading, list);
  const right = x + 16 + tip.offsetWidth > width();
  tip.style.left = `${Math.max(4, right ? x - tip.offsetWidth - 12 : x + 16)}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 14, host.clientHeight - tip.offsetHeight - 6))}px`;
}

host.addEventListener('pointermove', (event: any) => {
  const { left, top } = host.getBoundingClientRect();
  const x = event.clientX - left;
  const y = event.clientY - top;
  if (drag) return show(pan(drag.view, (drag.x - event.clientX) * msPerPixel(), all));
  const hit = timeline.hit(x, y, view, width());
  at = x > GUTTER ? timeline.time(x, view, width()) : undefined;
  call = hit?.type === 'span' ? hit.span[4] : -1;
  tell(hit, x, y);
  redraw();
});
host.addEventListener('pointerdown', (event: any) => {
  drag = { x: event.clientX, view };
  host.setPointerCapture(event.pointerId);
  tip.hidden = true;
});
const release = () => {
  drag = undefined;
};
host.addEventListener('pointerup', release);
host.addEventListener('pointercancel', release);
host.addEventListener('pointerleave', () => {
  at = undefined;
  tip.hidden = true;
  redraw();
});
host.addEventListener('dblclick', () => show(all));
host.addEventListener(
  'wheel',
  (event: any) => {
    event.preventDefault();
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
      return show(pan(view, sideways * msPerPixel(), all));
    const x = event.clientX - host.getBoundingClientRect().left;
    show(zoom(view, 1.0018 ** -event.deltaY, timeline.time(Math.max(x, GUTTER), view, width()), all));
  },
  { passive: false },
);

/** Brings an interval into view, with some of what is around it. */
function bring(from: number, to: number): void {
  const space = Math.max(to - from, 1);
  show(pan({ from: from - space, to: to + space }, 0, all));
}

/** The next or previous call that ran, of the function that is picked out if one is. */
function step(by: 1 | -1): void {
  const ran = model.calls
    .map((each, index) => ({ ...each, index }))
    .filter(({ of, began }) => began !== undefined && (picked < 0 || of === picked))
    .sort((a, b) => a.began! - b.began!);
  const now = ran.findIndex(({ index }) => index === call);
  const next = ran[now < 0 ? (by > 0 ? 0 : ran.length - 1) : (now + by + ran.length) % ran.length];
  if (!next) return;
  call = next.index;
  bring(next.called, next.settled ?? next.ended!);
  const row = model.rows.find(({ spans }) => spans.some((span) => span[4] === call && span[3] === 'run'))!;
  const span = row.spans.find((each) => each[4] === call && each[3] === 'run')!;
  tell({ type: 'span', row, span }, width(), 20);
}

function stepToStall(): void {
  const next = model.stalls[++stall] ?? model.stalls[(stall = 0)];
  if (!next) return;
  bring(...next);
  tell({ type: 'stall', from: next[0], to: next[1] }, width(), 20);
}

const keys: Record<string, () => void> = {
  ArrowLeft: () => show(pan(view, (view.from - view.to) / 8, all)),
  ArrowRight: () => show(pan(view, (view.to - view.from) / 8, all)),
  '+': () => show(zoom(view, 1.5, at ?? (view.from + view.to) / 2, all)),
  '-': () => show(zoom(view, 1 / 1.5, at ?? (view.from + view.to) / 2, all)),
  0: () => show(all),
  n: () => step(1),
  p: () => step(-1),
  s: stepToStall,
  t: () => {
    toggle();
    drawAll();
  },
  Escape: () => {
    picked = call = -1;
    tip.hidden = true;
    table.clear();
    drawAll();
  },
};
keys['='] = keys['+']!;

document.addEventListener('keydown', (event: any) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

const stalled = model.stalls.reduce((sum, [from, to]) => sum + to - from, 0);
element('summary').textContent =
  `${model.calls.length} calls of ${model.functions.length} functions in ${duration(model.to - model.from)}; ` +
  `the main thread stalled ${model.stalls.length} times, for ${duration(stalled)} in all`;
const legend: [string, string][] = [
  ['stall', 'main thread stalled; below a block: failed or cancelled'],
  ['queue', 'calls that wait'],
  ['start', 'thread starts'],
  ['own', 'the main thread calls, or waits in result()'],
];
for (const [name, meaning] of legend) {
  const item = element('legend').appendChild(document.createElement('span'));
  item.appendChild(document.createElement('i')).style.background = `var(--${name})`;
  item.append(meaning);
}
window.addEventListener('resize', redraw);
followSystem(drawAll);
drawAll();
