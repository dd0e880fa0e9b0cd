/** What unsync is to show in one run, what it has shown, and where others are ahead. */
import { peers } from './contenders.mjs';

/** `rows` as a run has them; `[{ title, demanded, measured, isMet }]`, `measured` undefined where a row is missing. */
export function demands(rows) {
  const of = (row, name, figure = 'value') => rows[row]?.contenders[name]?.figures[figure]?.median;
  const unsync = (row) => rows[row]?.contenders['unsync'];
  const inverse = (ratio) => ratio && 1 / ratio;
  const best = (row, figure) => {
    const all = peers.map((name) => of(row, name, figure)).filter((each) => each !== undefined);
    return all.length ? Math.min(...all) : undefined;
  };
  const per = (a, b) => (a === undefined || b === undefined ? undefined : a / b);
  const less = (a, b) => (a === undefined || b === undefined ? undefined : a - b);

  const atLeast = (title, limit, measured, unit = '') => ({
    title,
    demanded: `at least ${limit}${unit}`,
    measured,
    isMet: measured >= limit,
  });
  const atMost = (title, limit, measured, unit = '') => ({
    title,
    demanded: `at most ${limit}${unit}`,
    measured,
    isMet: measured <= limit,
  });

  return [
    atLeast('20,000 trivial calls at once, by piscina', 20, unsync('burst')?.byPiscina, ' ×'),
    atLeast('20,000 trivial calls at once, by raw messages of 256', 0.6, unsync('burst')?.byFloor, ' ×'),
    atLeast('2,000 calls of 100 µs, by inline', 1.7, unsync('100us')?.byInline, ' ×'),
    atLeast('2,000 calls of 10 µs, by inline', 1, unsync('10us')?.byInline, ' ×'),
    atLeast('2,000 calls of 10 µs, share off the caller', 0.5, of('10us', 'unsync', 'away')),
    atMost('the kind async, time by a plain async call', 1.5, inverse(unsync('async')?.byInline), ' ×'),
    atLeast('skewed mix, by inline', 1.7, unsync('skew')?.byInline, ' ×'),
    atMost(
      'skewed mix, p99 of short calls, by the best peer',
      2,
      per(of('skew', 'unsync', 'short'), best('skew', 'short')),
      ' ×',
    ),
    atLeast('8 calls of 200 ms, by inline', 1.9, unsync('200ms')?.byInline, ' ×'),
    atMost('round trip, time by a raw message', 1.1, inverse(unsync('roundtrip')?.byFloor), ' ×'),
    atMost('round trip, time by the fastest peer', 1, per(of('roundtrip', 'unsync'), best('roundtrip', 'value')), ' ×'),
    atMost('fresh 32 MB, time by a transfer by hand', 2, inverse(unsync('fresh-32MB')?.byFloor), ' ×'),
    atMost(
      '8 calls of 200 ms, loop delay p99 above idle',
      5,
      less(of('200ms', 'unsync', 'delay'), of('200ms', 'unsync', 'idle')),
      ' ms',
    ),
    atLeast(
      '1,000,000 calls at once, calls done',
      1_000_000,
      unsync('million')?.figures.value && rows['million'].count,
    ),
    atMost('1,000,000 calls at once, memory of each', 1_024, of('memory-million', 'unsync'), ' bytes'),
    atMost('result(), time by synckit', 1, per(of('result', 'unsync'), of('result', 'synckit')), ' ×'),
  ];
}

/** The rows in which a peer is better than unsync by more than a tenth: `[{ title, peer, times }]`, `times` as much. */
export function behind(rows) {
  return Object.values(rows).flatMap(({ title, count, better, contenders }) => {
    const value = (name) => contenders[name]?.figures.value?.median;
    const own = value('unsync');
    const ahead = peers
      .map((peer) => ({ peer, times: better === 'lower' ? own / value(peer) : value(peer) / own }))
      .filter(({ times }) => times > 1.1)
      .sort((a, b) => b.times - a.times);
    return ahead.slice(0, 1).map((first) => ({ title: `${count.toLocaleString('en')} ${title}`, ...first }));
  });
}
