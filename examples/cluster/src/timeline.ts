// The history as an SVG: a lane for the requests and for each worker. It brings its colours along, middle tones that can
// be read on light and on dark pages.
import { type History, isRepeated, lostCalls, runsOf, seconds } from './history.js';
import { users } from './load.js';

const style = `text { fill: #7d8590; } .strong { font-weight: bold; } .grid { stroke: #8b949e; opacity: 0.25; }
.frame { fill: #4b83c4; } .order { fill: #8b949e; } .again { fill: #d97706; } .lost { fill: #d1495b; } .inside { fill: #fff; }
.path { fill: none; stroke-width: 1.5; stroke-dasharray: 2 3; } .path.again { stroke: #d97706; } .path.lost { stroke: #d1495b; }
#kill line { stroke: #d1495b; stroke-width: 1.5; } #kill text { fill: #d1495b; }`;

const size = { width: 900, gutter: 120, margin: 24, head: 26, row: 16, bar: 12, gap: 14, letter: 6.5 };
const kinds = ['frame', 'order'] as const;

interface Bar {
  readonly call: string;
  readonly from: number;
  readonly to: number;
  readonly look: string;
}

export function drawTimeline(history: History): string {
  const { from, to, workers, killed, runs, answers } = history;
  const scale = (size.width - size.gutter - size.margin) / (to - from);
  const x = (time: number) => Number((size.gutter + (time - from) * scale).toFixed(1));
  const rowOfUser = (user: number) => size.head + user * size.row;
  const people = users.frame + users.order;
  const topOf = (worker: number) => rowOfUser(people) + size.gap + (worker - 1) * (kinds.length * size.row + size.gap);
  const rowOf = (pid: number, call: string) =>
    topOf(workers.indexOf(pid) + 1) + kinds.findIndex((kind) => call.startsWith(kind)) * size.row;
  const bottom = topOf(workers.length + 1);
  const kindOf = (call: string) => call.split(' ')[0]!;

  const requests = answers.map(({ user, call, sent, answered, error }) => {
    const look = error ? 'lost' : isRepeated(runs, call) ? 'again' : kindOf(call);
    return draw({ call, from: sent, to: answered, look }, rowOfUser(user));
  });
  const lanes = workers.map((pid, nth) => {
    const bars = runs
      .filter((run) => run.pid === pid)
      .map(({ call, began, ended }) => {
        const look = ended === undefined ? 'lost' : runsOf(runs, call)[0]!.pid === pid ? kindOf(call) : 'again';
        return draw({ call, from: began, to: ended ?? killed.at, look }, rowOf(pid, call));
      });
    const rows = kinds.map((kind, row) => label(`${kind}s`, topOf(nth + 1) + row * size.row));
    return `<g id="worker-${nth + 1}">
${label(`worker ${nth + 1}`, topOf(nth + 1), 0)}${rows.join('')}
${bars.join('\n')}
</g>`;
  });

  function draw({ call, from, to, look }: Bar, y: number): string {
    const width = (to - from) * scale - 1;
    const left = x(Math.max(from, killed.at)) + 4;
    const isNamed = (look === 'again' || look === 'lost') && x(to) - left > call.length * size.letter;
    const name = isNamed ? text(call, left, y, 'inside') : '';
    const times = `${call}: from ${seconds(from - history.from)} to ${seconds(to - history.from)}`;
    return `<rect class="${look}" x="${x(from)}" y="${y}" width="${Math.max(1, width).toFixed(1)}" height="${size.bar}" rx="2"><title>${times}</title></rect>${name}`;
  }

  /** From where the call was ended to where it is run again, or to the time at which its caller hears of it. */
  const paths = lostCalls(history).map(({ call, answered, error }) => {
    const [first, second] = runsOf(runs, call);
    const y = rowOf(first!.pid, call);
    const middle = y + size.bar / 2;
    const start = x(killed.at) + 8 + (call.length + 1) * size.letter;
    const name = text(call, x(killed.at) + 6, y, error ? 'lost' : 'again');
    if (!second) {
      const reason = text(`✕ ${error!.reason}`, x(answered) + 3, y, 'lost');
      return `${name}<path class="path lost" d="M${start} ${middle}H${x(answered)}"/>${reason}`;
    }
    const [end, target] = [x(second.began) + 3, rowOf(second.pid, call)];
    const edge = target > y ? target : target + size.bar;
    return `${name}<path class="path again" d="M${start} ${middle}H${end}V${edge}"/>`;
  });

  const step = to - from > 20_000 ? 5000 : 1000;
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, nth) => from + nth * step);
  const legend = [
    ['frame', 'a frame, idempotent'],
    ['order', 'an order, not idempotent'],
    ['lost', 'ended by the kill, rejected'],
    ['again', 'run again elsewhere'],
  ].map(([look, words], nth) => {
    const [left, y] = [size.gutter + nth * 185, bottom + 24];
    return `<rect class="${look}" x="${left}" y="${y}" width="12" height="12" rx="2"/>${text(words!, left + 18, y)}`;
  });
  const height = bottom + 44;

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" font-family="system-ui, sans-serif" font-size="11">
<title>A service, ${workers.length} workers, and one that is killed</title>
<style>${style}</style>
${ticks.map((time) => `<line class="grid" x1="${x(time)}" x2="${x(time)}" y1="${size.head - 4}" y2="${bottom - 4}"/>${text(seconds(time - from).replace('.0', ''), x(time), bottom - 2)}`).join('\n')}
<g id="requests">
${label('requests', size.head, 0)}${label('frames', size.head)}${label('orders', rowOfUser(users.frame))}
${requests.join('\n')}
</g>
${lanes.join('\n')}
<g id="kill"><line x1="${x(killed.at)}" x2="${x(killed.at)}" y1="${size.head - 8}" y2="${topOf(killed.worker + 1) - size.gap + 2}"/>${text(`worker ${killed.worker}: SIGKILL`, x(killed.at) - 40, 4, 'strong')}</g>
${paths.join('\n')}
${legend.join('\n')}
</svg>
`;
}

/** Of a lane, in bold, or of a row in it. */
const label = (words: string, y: number, left = 70) => text(words, left, y, left === 0 ? 'strong' : undefined);

function text(words: string, x: number, y: number, look?: string): string {
  return `<text x="${x.toFixed(1)}" y="${y + 10}"${look ? ` class="${look}"` : ''}>${words}</text>`;
}
