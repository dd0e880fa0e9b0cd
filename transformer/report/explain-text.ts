/** An explanation, to be read at a glance in a terminal. */

import type { Kind, Passage, Way } from '../types';
import type { ExplainedFunction, ExplainedProblem, Explanation, Place, Step } from './explain';

/** How a run of text is set off; the identity, where there are no colours. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'magenta', text: string) => string;

const kindColours = { 'cpu-bound': 'cyan', blocking: 'yellow', background: 'magenta', async: 'green' } as const;

const runsOn: Record<Kind, string> = {
  'cpu-bound': 'a worker pool sized to the cores',
  blocking: 'a pool of threads that may wait',
  background: 'the event loop of the background thread',
  async: "the caller's event loop: nothing crosses a thread",
};

export const reasons = {
  stated: 'its mark states it',
  asynchronous: 'it is async, or returns a promise',
  computes: 'nothing that it calls is known to block',
};

const ways: Record<Way, string> = {
  copy: 'copied',
  buffer: 'copied, as a Buffer',
  transferable: "copied, or moved by 'transfer'",
  move: "moved by 'transfer'",
  fresh: 'moved: nothing else holds it',
  share: 'shared',
  error: 'as an error, with its class',
  instance: 'as its fields, with its class',
  callback: 'stays here: its calls come back',
  signal: 'stays here: an abort is passed on',
  await: 'awaited, then copied',
  stream: 'streamed, value by value',
  refuse: "can't cross: the call rejects",
  unknown: 'copied; its type does not tell more',
};

/** Longer types are cut, and longer lists end in a number. */
const maxType = 60;
const maxUnfollowed = 8;

export function explanationText({ functions, problems }: Explanation, paint: Paint): string {
  const parts = functions.map((f) => [heading(f), ...(f.refused ? refusal(f) : body(f))].join('\n'));
  if (problems.length) parts.push([paint('bold', 'Besides'), ...problems.flatMap(said)].join('\n'));
  if (!functions.length) parts.unshift('No function of this project is marked.');
  else parts.push(summary());
  return `${parts.join('\n\n')}\n`;

  function heading({ name, kind, refused, ...at }: ExplainedFunction): string {
    const what = refused ? paint('red', 'refused') : paint(kindColours[kind], kind);
    return `${paint('bold', name)}  ${what}  ${paint('dim', where(at))}`;
  }

  function refusal({ problems: own, kind }: ExplainedFunction): string[] {
    return [...row('kind', [`would be ${kind}`]), ...own.flatMap(said)];
  }

  function body(f: ExplainedFunction): string[] {
    const { kind, because, idempotent, captured, copied, calls, imported, worker } = f;
    const why = because === 'blocks' ? f.evidence.map((s, i) => link(s, i > 0)) : [reasons[because]];
    const open = f.unfollowed.slice(0, maxUnfollowed).map((s) => link(s, false));
    const more = f.unfollowed.length - open.length;
    return [
      ...row('runs on', [runsOn[kind]]),
      ...row('why', why),
      ...row('idempotent', idempotent && worker !== null ? ['its mark states that it may be run twice'] : []),
      ...row('not followed', more ? [...open, `and ${more} more`] : open),
      ...f.crosses.flatMap((passages) => signature(passages)),
      ...row(
        'untracked',
        f.untracked && worker !== null ? ['its mark states that what it changes is meant to be lost'] : [],
      ),
      ...row('gives back', f.givesBack.filter(({ sure }) => sure).map(changed)),
      ...row(
        'identity',
        f.keepsIdentity && !f.givesBack.length ? ['what its result has of its arguments is the very same'] : [],
      ),
      ...row(
        'constants',
        f.constants.length ? [`${f.constants.join(', ')}: what is in them is the same on both sides`] : [],
      ),
      ...row('watched', f.givesBack.filter(({ sure }) => !sure).map(changed)),
      ...row('captured', captured.length ? [`${captured.join(', ')}: by value, at the call`] : []),
      ...row('copied', copied.length ? [copied.join(', ')] : []),
      ...row('marked too', calls.length ? [`${calls.join(', ')}: called there, they run there`] : []),
      ...row(
        'imported',
        imported.map((i) => (i.names.length ? `${i.names.join(', ')} from '${i.module}'` : `'${i.module}'`)),
      ),
      ...row('worker', worker === null ? [] : [worker]),
      ...f.problems.flatMap(said),
    ];
  }

  function changed({ name, ...step }: ExplainedFunction['givesBack'][number]): string {
    return `${paint('bold', name)}: ${link(step, false)}`;
  }

  function signature(passages: readonly Passage[]): string[] {
    const taken = passages.slice(0, -1);
    const given = passages.at(-1)!;
    const width = Math.max(...taken.map((p) => head(p).length), 0);
    return [
      ...row(
        'takes',
        taken.map((p) => `${head(p).padEnd(width)}  ${how(p)}`),
      ),
      ...row('gives', [`${cut(given.type)}  ${how(given)}`]),
    ];
  }

  function head({ parameter, type }: Passage): string {
    return `${parameter}: ${cut(type)}`;
  }

  function how({ way, parts: inner }: Passage): string {
    const special = inner.map((p) => `'${p.path}' ${ways[p.way]}`);
    return paint('dim', [ways[way], ...special].join('; '));
  }

  function said({ code, category, message, related, ...at }: ExplainedProblem): string[] {
    const colour = category === 'error' ? 'red' : 'yellow';
    return [
      ...row(category, [`${paint(colour, code)} ${message} ${paint('dim', `(${where(at)})`)}`], colour),
      ...related.map((r) => `${' '.repeat(indent)}${link(r, false)}`),
    ];
  }

  function link({ text, ...at }: Step, isNext: boolean): string {
    return `${isNext ? '→ ' : ''}${sentence(text)} ${paint('dim', `(${where(at)})`)}`;
  }

  function row(label: string, lines: readonly string[], colour: 'dim' | 'red' | 'yellow' = 'dim'): string[] {
    return lines.map((line, i) => `  ${i ? ' '.repeat(indent - 2) : paint(colour, label.padEnd(indent - 2))}${line}`);
  }

  function summary(): string {
    const counts = new Map<string, number>();
    for (const f of functions) {
      const what = f.refused ? 'refused' : f.kind;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    }
    const all = [...counts].map(([what, n]) => `${n} ${what}`).join(', ');
    return paint('dim', `${functions.length} marked function${functions.length === 1 ? '' : 's'}: ${all}.`);
  }
}

/** Where what stands behind a label begins. */
const indent = 16;

const where = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
/** Without the point: a place follows. */
export const sentence = (text: string): string => text.replace(/\.$/, '').replace(/^It /, 'it ');
const cut = (type: string): string => (type.length > maxType ? `${type.slice(0, maxType - 1)}…` : type);
