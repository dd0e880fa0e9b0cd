// Draws reports as a picture: a row for each thread, more where tasks overlap on its event loop.
import type { Kind } from 'unsync';
import type { Report } from './report.js';

export interface Drawing {
  /** Columns. */
  readonly width: number;
  readonly colour: boolean;
  /** The kind of each task, by name. */
  readonly kinds: ReadonlyMap<string, Kind>;
}

const GUTTER = 24;

/** How a kind looks: without colour, and as an SGR colour behind black text. */
const looks: Record<Kind, { fill: string; colour: number }> = {
  'cpu-bound': { fill: '█', colour: 43 },
  blocking: { fill: '▓', colour: 46 },
  background: { fill: '▒', colour: 45 },
  async: { fill: '░', colour: 42 },
};

/**
 * @param origin when the run began, on the clock of the reports
 * @param span milliseconds that the whole width stands for
 */
export function drawTimeline(
  reports: readonly Report<unknown>[],
  origin: number,
  span: number,
  drawing: Drawing,
): string {
  const columns = drawing.width - GUTTER;
  const column = (time: number) => Math.min(columns - 1, Math.max(0, Math.round(((time - origin) / span) * columns)));
  const lines: string[] = [];
  for (const thread of new Set(reports.map((report) => report.thread).sort((a, b) => a - b))) {
    const tasks = reports.filter((report) => report.thread === thread).sort((a, b) => a.start - b.start);
    lanes(tasks).forEach((lane, nth) => {
      let line = nth === 0 ? title(thread, drawing.kinds.get(tasks[0]!.task)!) : '';
      line = line.padEnd(GUTTER);
      let at = 0;
      for (const report of lane) {
        const from = Math.max(at, column(report.start));
        const to = Math.max(from + 1, column(report.end));
        line += ' '.repeat(from - at) + bar(report, to - from, drawing);
        at = to;
      }
      lines.push(line.trimEnd());
    });
  }
  lines.push(axis(span, columns));
  return lines.join('\n');
}

export function drawLegend(drawing: Drawing): string {
  return [...drawing.kinds]
    .map(([task, kind]) => {
      const { fill, colour } = looks[kind];
      return `  ${paint(drawing.colour ? '   ' : fill.repeat(3), colour, drawing)} ${task.padEnd(GUTTER - 6)}${kind}`;
    })
    .join('\n');
}

/** Tasks of one thread, in as few rows as show each of them whole. */
function lanes(tasks: readonly Report<unknown>[]): Report<unknown>[][] {
  const rows: Report<unknown>[][] = [];
  for (const task of tasks) {
    const free = rows.find((row) => row.at(-1)!.end <= task.start);
    if (free) free.push(task);
    else rows.push([task]);
  }
  return rows;
}

function title(thread: number, kind: Kind): string {
  return thread === 0 ? 'main thread' : `thread ${thread}, ${kind}`;
}

/** `███lib.dom.d.ts███ `: what it worked on, as far as there is room, and a gap before what may follow. */
function bar({ task, subject }: Report<unknown>, width: number, drawing: Drawing): string {
  const { fill, colour } = looks[drawing.kinds.get(task)!];
  const edge = drawing.colour ? ' ' : fill;
  const gap = width > 2 ? ' ' : '';
  const inner = width - gap.length;
  const room = inner - 2;
  const text = subject.length <= room ? subject : room < 4 ? '' : `${subject.slice(0, room - 1)}…`;
  const left = Math.floor((inner - text.length) / 2);
  return paint(edge.repeat(left) + text + edge.repeat(inner - text.length - left), colour, drawing) + gap;
}

function axis(span: number, columns: number): string {
  const step = span > 4000 ? 1000 : 500;
  const marks = Array<string>(columns).fill('─');
  const labels = Array<string>(columns).fill(' ');
  for (let time = 0; time <= span; time += step) {
    const at = Math.round((time / span) * columns);
    if (at >= columns) break;
    marks[at] = '┴';
    const label = `${time / 1000} s`;
    if (at + label.length <= columns)
      [...label].forEach((letter, nth) => {
        labels[at + nth] = letter;
      });
  }
  return ' '.repeat(GUTTER) + marks.join('') + '\n' + ' '.repeat(GUTTER) + labels.join('').trimEnd();
}

function paint(text: string, background: number, { colour }: Drawing): string {
  return colour ? `\x1b[30;${background}m${text}\x1b[0m` : text;
}
