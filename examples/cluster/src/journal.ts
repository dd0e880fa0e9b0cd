// Which worker ran what, and when: for the picture. A file, since what a killed worker has begun, it tells nobody else.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A marked function that a worker began. */
export interface Run {
  readonly call: string;
  readonly pid: number;
  /** Milliseconds, by `Date.now()`: all processes are on one machine. */
  readonly began: number;
  ended?: number;
}

type Line = readonly [what: 'began' | 'ended', call: string, pid: number, at: number];

/** In the folder that the processes of a run share. */
const journalIn = (folder: string) => join(folder, 'journal.txt');
const ledgerIn = (folder: string) => join(folder, 'ledger.txt');
const shared = () => process.env['CLUSTER_FOLDER']!;

/** Runs `work`, and writes down when. */
export function journalled<T>(call: string, work: () => T): T {
  const write = (what: Line[0]) => {
    const line: Line = [what, call, process.pid, Date.now()];
    appendFileSync(journalIn(shared()), `${JSON.stringify(line)}\n`);
  };
  write('began');
  const value = work();
  write('ended');
  return value;
}

export function book(order: string): void {
  appendFileSync(ledgerIn(shared()), `${order}\n`);
}

/** What was run until now, in the order of beginning. */
export function readJournal(folder: string): Run[] {
  const runs: Run[] = [];
  for (const text of readLines(journalIn(folder))) {
    const [what, call, pid, at] = JSON.parse(text) as Line;
    if (what === 'began') runs.push({ call, pid, began: at });
    else runs.find((run) => run.call === call && run.pid === pid && run.ended === undefined)!.ended = at;
  }
  return runs;
}

export const readLedger = (folder: string): string[] => readLines(ledgerIn(folder));

function readLines(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}
