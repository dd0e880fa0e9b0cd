/** A run as text. */
import { figure, lines } from '../table.mjs';

/** One measure: what each project took, with the quartiles of CPU time, and how much that is of what tsc took. */
export function costTable({ title, variants }) {
  const rows = Object.entries(variants).map(([name, { cpu, wall, memory }]) => [
    name,
    figure(cpu.median),
    `${figure(cpu.low)} … ${figure(cpu.high)}`,
    cpu.byTsc.toFixed(2),
    figure(wall.median),
    wall.byTsc.toFixed(2),
    figure(memory.median),
    memory.byTsc.toFixed(2),
  ]);
  const head = ['', 'CPU, s', 'from … to', '× tsc', 'time, s', '× tsc', 'peak, MB', '× tsc'];
  return [`\n${title}`, ...lines([head, ...rows])].join('\n');
}

/** What one more mark costs: growth is linear where that does not rise with their number. */
export function marksTable(perMark) {
  const head = ['', ...perMark[0].steps.map(({ from, to }) => `${from} … ${to}`)];
  const rows = perMark.map(({ title, steps }) => [title, ...steps.map(({ cpu }) => figure(cpu * 1000))]);
  return ['\nCPU time of one more mark, ms', ...lines([head, ...rows])].join('\n');
}
