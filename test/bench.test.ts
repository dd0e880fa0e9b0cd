/** What `npm run bench` computes from what it has measured. It measures in `npm run bench` only. */
import { describe, expect, test } from 'vitest';
// @ts-expect-error no types: these are scripts
import { chart } from './bench/chart.mjs';
// @ts-expect-error
import { behind, demands } from './bench/demands.mjs';
// @ts-expect-error
import { costTable } from './bench/give-back/table.mjs';
// @ts-expect-error
import { measureRow } from './bench/rounds.mjs';
// @ts-expect-error
import { median, quantile, ratio, shuffle, summary, waitQuantile } from './bench/statistics.mjs';
// @ts-expect-error
import { behindTable, demandTable, figure, rowTable } from './bench/table.mjs';

describe('statistics', () => {
  test('medians and quartiles, without the rounds that gave nothing', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, undefined, 1, 2, 3])).toBe(2.5);
    expect(median([undefined])).toBeUndefined();
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
    expect(summary([3, 1, 2])).toEqual({ median: 2, low: 1.5, high: 2.5, samples: [3, 1, 2] });
  });

  test('ratios are within rounds: a slow round does not count', () => {
    expect(ratio([10, 100, 10], [20, 200, 20], 'lower')).toBe(2);
    expect(ratio([10, 100, 10], [20, 200, 20], 'higher')).toBe(0.5);
    // by medians of their own it would be 1
    expect(ratio([10, 100, 100], [20, 200, 100], 'lower')).toBe(2);
    expect(ratio([undefined, 10], [5, undefined], 'lower')).toBeUndefined();
  });

  test('a gap of the event loop counts by its length', () => {
    const idle = Array.from({ length: 1000 }, () => 1);
    expect(waitQuantile(idle, 0.99)).toBeCloseTo(0.99);
    // in a third of the time one waits for the end of the gap, 485 ms or more in a hundredth
    expect(waitQuantile([...idle, 500], 0.99)).toBeCloseTo(485);
    expect(waitQuantile([], 0.99)).toBe(0);
  });

  test('a round has everyone once', () => {
    const all = ['a', 'b', 'c', 'd'];
    let seed = 0;
    const random = () => (seed = (seed + 0.37) % 1);
    expect(shuffle(all, random).toSorted()).toEqual(all);
    expect(shuffle(all, random)).not.toEqual(all);
  });
});

describe('rounds', () => {
  const row = { key: 'r', better: 'higher', floor: 'raw', contenders: ['raw', 'unsync', 'piscina', 'threads'] };
  const given = { rounds: 5, count: 1_000_000, spin: 1, random: () => 0.4 };
  /** Each is as fast as this says, in calls a second, or does not manage. */
  const speeds: Record<string, number | string> = { raw: 800_000, unsync: 400_000, piscina: 100_000, threads: 900 };

  function children(of: Record<string, number | string> = speeds) {
    const asked: string[] = [];
    const measure = async (name: string, _: object, { count }: { count: number }) => {
      asked.push(`${name} ${count}`);
      const speed = of[name]!;
      return typeof speed === 'string' ? { error: speed } : { figures: { value: speed } };
    };
    return { asked, measure };
  }

  test('everyone is measured once in each, warm: after six that do not count, and one each time', async () => {
    const { asked, measure } = children();
    const found = await measureRow(row, { measure }, given);
    const all = row.contenders.map((n) => `${n} 1000000`);
    expect(asked.slice(0, 24)).toEqual(all.flatMap((n) => Array(6).fill(n)));
    for (let from = 24; from < asked.length; from += 8)
      expect(asked.slice(from, from + 8).toSorted()).toEqual([...all, ...all].toSorted());
    expect(asked).toHaveLength(24 + 5 * 8);
    expect(found.unsync.figures.value).toMatchObject({ median: 400_000, samples: Array(5).fill(400_000) });
    expect(found.unsync).toMatchObject({ byPiscina: 4, byFloor: 0.5, byInline: undefined });
  });

  test('who would take too long by a probe is left out, and it is said why', async () => {
    const { asked, measure } = children();
    const found = await measureRow({ ...row, probe: 20_000, fresh: true }, { measure }, given);
    expect(asked.filter((each) => each.startsWith('threads'))).toEqual(['threads 20000']);
    expect(asked.filter((each) => each === 'unsync 1000000')).toHaveLength(5);
    expect(found.threads).toMatchObject({ figures: {}, note: expect.stringMatching(/900 calls\/s .* 1,110 s/) });
  });

  test('who fails is asked no more, and has a note in place of figures', async () => {
    const { asked, measure } = children({ ...speeds, piscina: 'a result is wrong' });
    const found = await measureRow(row, { measure }, given);
    expect(asked.filter((each) => each.startsWith('piscina'))).toHaveLength(1);
    expect(found.piscina).toMatchObject({ figures: {}, note: 'a result is wrong' });
    expect(found.unsync).toMatchObject({ byPiscina: undefined, byFloor: 0.5 });
  });
});

/** A row, of which each contender has a figure, or several by name. */
function row(values: Record<string, number | Record<string, number>>, ratios: object = {}) {
  const contenders = Object.entries(values).map(([name, value]) => {
    const figures = typeof value === 'number' ? { value } : value;
    const summaries = Object.entries(figures).map(([key, each]) => [key, summary([each])]);
    return [name, { figures: Object.fromEntries(summaries), ...(name === 'unsync' && ratios) }];
  });
  return {
    title: 'calls <one by one>',
    unit: 'µs',
    count: 2000,
    rounds: 1,
    contenders: Object.fromEntries(contenders),
  };
}

describe('a report', () => {
  const rows = {
    burst: row({ raw256: 500_000, unsync: 400_000, piscina: 15_000 }, { byPiscina: 26.67, byFloor: 0.8 }),
    roundtrip: row({ raw: 20, unsync: 21, piscina: 60, comlink: 20.5 }, { byPiscina: 2.86, byFloor: 20 / 21 }),
    '200ms': row({ unsync: { value: 800, delay: 9, idle: 1.5 } }, { byInline: 1.95 }),
  };

  test('says of each demand whether it is met, and of none that was not measured', () => {
    const found = demands(rows) as { title: string; measured?: number; isMet: boolean }[];
    const of = (title: string) => found.find((each) => each.title.startsWith(title))!;
    expect(of('20,000 trivial calls at once, by piscina')).toMatchObject({ measured: 26.67, isMet: true });
    expect(of('round trip, time by a raw message')).toMatchObject({ measured: 1.05, isMet: true });
    // the fastest peer is comlink
    expect(of('round trip, time by the fastest peer')).toMatchObject({ measured: 21 / 20.5, isMet: false });
    expect(of('8 calls of 200 ms, loop delay')).toMatchObject({ measured: 7.5, isMet: false });
    expect(of('8 calls of 200 ms, by inline')).toMatchObject({ isMet: true });
    expect(of('skewed mix, p99')).toMatchObject({ measured: undefined, isMet: false });
    expect(demandTable(found)).toMatch(
      /skewed mix, p99 of short calls, by the best peer +at most 2 × +– +not measured/,
    );
    expect(demandTable(found)).toMatch(/loop delay p99 above idle +at most 5 ms +7.5 +NO/);
  });

  test('says where a peer is ahead', () => {
    const slower = { ...row({ unsync: 30, piscina: 60, comlink: 20, tinypool: 24 }), better: 'lower' };
    const faster = { ...row({ unsync: 30, piscina: 20, comlink: 32 }), better: 'higher' };
    expect(behind({ slower, faster })).toEqual([{ title: '2,000 calls <one by one>', peer: 'comlink', times: 1.5 }]);
    expect(behindTable(behind({ slower }))).toMatch(/\n2,000 calls <one by one> +comlink 1.5 ×$/);
    expect(behindTable(behind({ faster }))).toMatch(/No peer is ahead/);
  });

  test('has a table with a line for each, and why one has no figure', () => {
    const table: string = rowTable({
      ...rows.roundtrip,
      contenders: { ...rows.roundtrip.contenders, threads: { figures: {}, note: 'not done in 90 s' } },
    });
    expect(table).toMatch(/^\n2,000 calls <one by one> \(1 rounds\)/);
    expect(table).toMatch(/\nunsync +21 +21 … 21 +2.86 +0.952/);
    expect(table).toMatch(/\n {2}threads\.js: not done in 90 s$/);
    expect([0, 0.012345, 1.5, 12.34, 1234.5, 1_234_567].map(figure)).toEqual([
      ...['0', '0.0123', '1.5', '12.3'],
      ...['1,230', '1,230,000'],
    ]);
  });

  test('has a chart, of the rows that there are', () => {
    const svg: string = chart({ rows, node: 'v20.0.0', cores: 2, load: 3.2, date: '2026-11-23T00:00:00Z' });
    expect(svg.match(/<rect /g)).toHaveLength(3 + 4);
    expect(svg).toMatch(/font-weight="bold">unsync<\/text><rect [^>]*fill="#d97706"/);
    expect(svg).toMatch(/Node 20\.0\.0, 2 cores, 2026-11-23: .*load 3\.2/);
    expect(svg).not.toMatch(/undefined|NaN/);
  });
});

test('what it costs to give back has a line for each thing that a call may do with its argument', () => {
  const cell = {
    change: 'one',
    ms: { untracked: 31.25, tracked: 40, 'by hand': 50 },
    ratio: 1.281,
    byHand: 1.6,
    numbering: 0.07,
    applying: 0,
    bytes: { untracked: 65, tracked: 137, 'by hand': 1_130_000 },
  };
  const table: string = costTable('1 MB, rows', [cell, { ...cell, change: 'identity' }]);
  expect(table).toMatch(/^\n1 MB, rows\n/);
  expect(table).toMatch(/\nchanges one +31.3 +40 +1.28 +1.60 +0.07 +0.00 +137 +1,130,000\nreturns it/);
});
