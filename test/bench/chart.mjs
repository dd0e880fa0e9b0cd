/**
 * A run as a picture: for some rows, a bar for each contender. No background and middle tones only, so that it can
 * be read on light and on dark pages.
 */
import { contenders as labels } from './contenders.mjs';
import { figure } from './table.mjs';

const panels = [
  { key: 'burst', caption: 'trivial calls at once: calls/s, logarithmic', isLogarithmic: true },
  { key: '100us', caption: 'calls of 100 µs at once: speed-up over inline', value: (entry) => entry.byInline },
  { key: 'roundtrip', caption: 'calls one by one: µs each (less is better), logarithmic', isLogarithmic: true },
  { key: 'fresh-32MB', caption: 'results of 32 MB: ms each (less is better), logarithmic', isLogarithmic: true },
];
const size = { panel: 410, label: 130, bar: 170, line: 17, head: 34, gap: 18 };
const colours = { text: '#7d8590', unsync: '#d97706', floor: '#8b949e', other: '#4b83c4' };
const floors = ['inline', 'ring', 'raw256', 'raw'];
const median = (entry) => entry.figures.value?.median;

/** SVG, two panels beside each other. Rows that the run lacks have no panel. */
export function chart({ rows, node, cores, load, date }) {
  const drawn = panels.filter(({ key }) => rows[key]).map((panel) => draw(panel, rows[panel.key]));
  const placed = [];
  let top = 0;
  for (let i = 0; i < drawn.length; i += 2) {
    const pair = drawn.slice(i, i + 2);
    for (const [column, { body }] of pair.entries())
      placed.push(`<g transform="translate(${column * (size.panel + size.gap)} ${top})">${body}</g>`);
    top += Math.max(...pair.map(({ height }) => height)) + size.gap;
  }
  const width = 2 * size.panel + size.gap;
  const height = top + size.line;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="12" fill="${colours.text}">
<title>unsync beside other pools</title>
${placed.join('\n')}
<text x="0" y="${height - 5}">Node ${escaped(node.replace('v', ''))}, ${cores} cores, ${date.slice(0, 10)}: medians; grey is no thread, and what threads cost at least.${load > 1 ? ` Other work ran meanwhile: load ${load.toFixed(1)}.` : ''}</text>
</svg>
`;
}

function draw({ caption, isLogarithmic, value = median }, { count, contenders }) {
  const bars = Object.entries(contenders)
    .map(([name, entry]) => ({ name, value: value(entry) }))
    .filter((bar) => bar.value !== undefined);
  const values = bars.map((bar) => bar.value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // a logarithm has no zero: the shortest bar is a twentieth of the width
  const length = (n) => {
    if (!isLogarithmic) return n / most;
    return least === most ? 1 : 0.05 + (0.95 * Math.log(n / least)) / Math.log(most / least);
  };
  const lines = bars.map(({ name, value }, i) => {
    const colour = name === 'unsync' ? colours.unsync : floors.includes(name) ? colours.floor : colours.other;
    const y = size.head + i * size.line;
    const width = Math.max(1, length(value) * size.bar).toFixed(1);
    const weight = name === 'unsync' ? ' font-weight="bold"' : '';
    return [
      `<text x="${size.label - 8}" y="${y}" text-anchor="end"${weight}>${escaped(labels[name])}</text>`,
      `<rect x="${size.label}" y="${y - 10}" width="${width}" height="12" rx="2" fill="${colour}"/>`,
      `<text x="${(size.label + Number(width) + 6).toFixed(1)}" y="${y}"${weight}>${figure(value)}</text>`,
    ].join('');
  });
  const title = `<text x="0" y="12" font-weight="bold">${escaped(count.toLocaleString('en'))} ${escaped(caption)}</text>`;
  return { height: size.head + bars.length * size.line, body: `${title}\n${lines.join('\n')}` };
}

const escaped = (text) => text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
