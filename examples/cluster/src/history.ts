// What has happened, for words and for the picture.
import type { Run } from './journal.js';
import type { Answer } from './load.js';

export interface History {
  /** When the load began and ended, by `Date.now()`. */
  readonly from: number;
  readonly to: number;
  /** Process ids: the first is of worker 1. */
  readonly workers: readonly number[];
  readonly killed: { readonly worker: number; readonly at: number };
  readonly runs: readonly Run[];
  readonly answers: readonly Answer[];
}

/** Calls that the killed worker did not come to the end of, or not so that anybody knew. */
export function lostCalls({ workers, killed, runs, answers }: History): Answer[] {
  const pid = workers[killed.worker - 1];
  return answers.filter(
    ({ call, error }) => runs.some((run) => run.call === call && run.pid === pid) && (error || isRepeated(runs, call)),
  );
}

export const runsOf = (runs: readonly Run[], call: string): Run[] => runs.filter((run) => run.call === call);

export const isRepeated = (runs: readonly Run[], call: string): boolean => runsOf(runs, call).length > 1;

/** In plain words. */
export function tell(history: History, booked: readonly string[]): string {
  const { workers, runs, answers, killed } = history;
  const lost = lostCalls(history);
  const nameOf = (pid: number) => `worker ${workers.indexOf(pid) + 1}`;
  const lines = [
    `${answers.length} requests answered: ${answers.filter(({ error }) => !error).length} with a result, ${answers.filter(({ error }) => error).length} with an error`,
  ];
  for (const { call, sent, answered, error } of lost) {
    const [, ...again] = runsOf(runs, call);
    const became = error
      ? `503, ${error.name} '${error.reason}'${error.mayHaveRun ? ': it may have run' : ''}`
      : `run again by ${again.map(({ pid }) => nameOf(pid)).join(', ')}`;
    lines.push(`${call}, which worker ${killed.worker} had: ${became}; answered after ${seconds(answered - sent)}`);
  }
  const others = answers.filter((each) => !lost.includes(each));
  for (const what of ['frame', 'order']) {
    const took = others
      .filter(({ call }) => call.startsWith(what))
      .map(({ sent, answered }) => answered - sent)
      .sort((a, b) => a - b);
    lines.push(`other ${what}s: answered after ${seconds(took[took.length >> 1]!)} (median)`);
  }
  const twice = booked.length - new Set(booked).size;
  lines.push(`${booked.length} orders booked, ${twice === 0 ? 'none' : twice} of them twice`);
  for (const { call } of lost.filter(({ error }) => error))
    lines.push(`${call} ${booked.includes(call) ? 'is' : 'is not'} among them, which its caller has to find out`);
  return lines.join('\n');
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
