/** A run as text. */
import { figure, lines } from '../table.mjs';
import { changes } from './cells.mjs';

/** One argument: what calls take that do the one or the other with it. */
export function costTable(title, cells) {
  const rows = cells.map(({ change, ms, ratio, byHand, numbering, applying, bytes }) => [
    changes[change],
    figure(ms.untracked),
    figure(ms.tracked),
    ratio.toFixed(2),
    byHand.toFixed(2),
    numbering.toFixed(2),
    applying.toFixed(2),
    figure(bytes.tracked),
    figure(bytes['by hand']),
  ]);
  const head = ['', 'untracked, ms', 'tracked, ms', '×', 'by hand, ×'];
  const more = ['numbering, × clone', 'applying, × clone', 'bytes back', 'by hand'];
  return [`\n${title}`, ...lines([[...head, ...more], ...rows])].join('\n');
}
