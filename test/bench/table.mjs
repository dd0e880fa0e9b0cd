/** A run as text. */
import { contenders as labels } from './contenders.mjs';

/** Three digits that count, thousands apart. */
export const figure = (n) => {
  if (n === undefined) return '–';
  if (n !== 0 && Math.abs(n) < 100) return String(Number(n.toPrecision(3)));
  return Math.round(Number(n.toPrecision(3))).toLocaleString('en');
};

/** Columns beneath each other, the first to the left and the others to the right. */
export function lines(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
}

/** One row: each contender's figure with its quartiles, ratios, and what else was measured with it. */
export function rowTable({ title, unit, count, rounds, contenders }) {
  const others = {
    'loop p99, ms': ({ figures }) => figures.delay?.median,
    'short p99, ms': ({ figures }) => figures.short?.median,
    'of which heap': ({ figures }) => figures.heap?.median,
    'off the caller': ({ figures }) => figures.away && `${Math.round(figures.away.median * 100)} %`,
  };
  const all = Object.entries(contenders);
  const columns = {
    [unit]: ({ figures }) => figures.value?.median,
    'from … to': ({ figures }) => figures.value && `${figure(figures.value.low)} … ${figure(figures.value.high)}`,
    '× inline': ({ byInline }) => byInline,
    '× piscina': ({ byPiscina }) => byPiscina,
    '× floor': ({ byFloor }) => byFloor,
    ...others,
  };
  const used = Object.entries(columns).filter(([, value]) => all.some(([, entry]) => value(entry) !== undefined));
  const cell = (value) => (typeof value === 'string' ? value : figure(value));
  const table = lines([
    ['', ...used.map(([name]) => name)],
    ...all.map(([name, entry]) => [labels[name], ...used.map(([, value]) => cell(value(entry)))]),
  ]);
  const notes = all.filter(([, { note }]) => note).map(([name, { note }]) => `  ${labels[name]}: ${note}`);
  return [`\n${count.toLocaleString('en')} ${title} (${rounds} rounds)`, ...table, ...notes].join('\n');
}

/** What must show, and whether it does. What was not measured is said to be so. */
export function demandTable(demands) {
  const answer = ({ measured, isMet }) => (measured === undefined ? 'not measured' : isMet ? 'yes' : 'NO');
  return [
    '\nIt must show',
    ...lines([
      ['', 'demanded', 'measured', ''],
      ...demands.map((each) => [each.title, each.demanded, figure(each.measured), answer(each)]),
    ]),
  ].join('\n');
}

/** Where unsync is not what one should take, if speed is all. */
export function behindTable(behind) {
  if (!behind.length) return '\nNo peer is ahead of unsync by more than a tenth.';
  const rows = behind.map(({ title, peer, times }) => [title, `${labels[peer]} ${figure(times)} ×`]);
  return ['\nA peer is ahead of unsync', ...lines([['', 'by'], ...rows])].join('\n');
}
