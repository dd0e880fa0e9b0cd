// The table of functions: sorted by any column, and a row picks its function out of the timeline.
import type { FunctionRow, Model } from '../model.js';
import { duration } from './scale.js';
import type { Theme } from './theme.js';

declare const document: any;

interface Column {
  readonly title: string;
  readonly help: string;
  readonly value: (row: FunctionRow) => string | number;
  readonly isTime: boolean;
}

const text = (title: string, help: string, value: Column['value']): Column => ({ title, help, value, isTime: false });
const time = (title: string, help: string, value: (row: FunctionRow) => number): Column => ({
  title,
  help,
  value,
  isTime: true,
});

const COLUMNS: readonly Column[] = [
  text('function', '', ({ name }) => name),
  text('kind', '', ({ kind }) => kind),
  text('calls', '', ({ calls }) => calls),
  text('failed', 'threw, or could not run', ({ failed }) => failed),
  text('cancelled', 'cancelled, aborted, or timed out', ({ cancelled }) => cancelled),
  time('ran', 'all calls together, on their threads', ({ run }) => run.total),
  time('mean', 'of a call', ({ run }) => run.mean),
  time('p99', '99 of 100 took no longer', ({ run }) => run.p99),
  time('max', 'the longest', ({ run }) => run.max),
  time('waited', 'mean, from having its arguments until it began', ({ wait }) => wait.mean),
  time('p99', '99 of 100 waited no longer', ({ wait }) => wait.p99),
  time('max', 'the longest', ({ wait }) => wait.max),
];

/** @param pick is given the index of a function, or -1 */
export function createTable(table: any, model: Model, pick: (of: number) => void) {
  let sorted = 5;
  let falling = true;
  let picked = -1;

  function draw(theme: Theme): void {
    const value = COLUMNS[sorted]!.value;
    const rows = model.functions.map((row, of) => ({ row, of }));
    rows.sort((a, b) => (value(a.row) < value(b.row) ? 1 : value(a.row) > value(b.row) ? -1 : 0) * (falling ? 1 : -1));
    table.replaceChildren(drawHead(theme), drawBody(rows, theme));
  }

  function drawHead(theme: Theme): any {
    const head = document.createElement('thead');
    const line = head.appendChild(document.createElement('tr'));
    COLUMNS.forEach(({ title, help }, nth) => {
      const cell = line.appendChild(document.createElement('th'));
      const button = cell.appendChild(document.createElement('button'));
      button.textContent = nth === sorted ? `${title} ${falling ? '↓' : '↑'}` : title;
      if (help) button.title = help;
      if (nth === sorted) cell.setAttribute('aria-sort', falling ? 'descending' : 'ascending');
      button.onclick = () => {
        falling = nth === sorted ? !falling : nth > 1;
        sorted = nth;
        draw(theme);
        table.querySelectorAll('th button')[nth].focus();
      };
    });
    return head;
  }

  function drawBody(rows: readonly { row: FunctionRow; of: number }[], theme: Theme): any {
    const body = document.createElement('tbody');
    for (const { row, of } of rows) {
      const line = body.appendChild(document.createElement('tr'));
      line.tabIndex = 0;
      line.setAttribute('aria-selected', String(of === picked));
      COLUMNS.forEach((column, nth) => {
        const value = column.value(row);
        const cell = line.appendChild(document.createElement('td'));
        if (nth === 0) {
          cell.appendChild(document.createElement('i')).style.background = theme.fill(of);
          cell.title = row.at;
        }
        cell.append(column.isTime ? duration(value as number) : String(value));
        if (column.title === 'failed' && value) cell.className = 'bad';
      });
      const choose = () => {
        picked = of === picked ? -1 : of;
        pick(picked);
        draw(theme);
      };
      line.onclick = choose;
      line.onkeydown = (event: any) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        choose();
      };
    }
    return body;
  }

  return {
    draw,
    /** Nothing is picked out any more. */
    clear() {
      picked = -1;
    },
  };
}
