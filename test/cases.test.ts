/** `cases.json` lists what extraction must get right, and where that is shown: nothing in it is only claimed. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import cases from './cases.json' with { type: 'json' };
import { names } from './support/fixtures';

interface Case {
  readonly case: string;
  /** What a user writes, and what becomes of it. */
  readonly what: string;
  /** Fixtures, and tests of other files as `file > name`: works, with the meaning that it had. */
  readonly works?: readonly string[];
  /** Works, and the warning says what differs; with its code. */
  readonly warned?: readonly string[];
  /** Refused, with this code. */
  readonly refused?: readonly string[];
}

const read = (name: string): string => fs.readFileSync(path.join(import.meta.dirname, name), 'utf8');

test('each case is there once, and says what it is', () => {
  expect(new Set(cases.map((c) => c.case)).size).toBe(cases.length);
  for (const { case: name, what } of cases as readonly Case[]) expect(what, name).toMatch(/\S/);
});

test.for(cases as readonly Case[])('$case', ({ works = [], warned = [], refused = [] }) => {
  expect(works.length + warned.length + refused.length).toBeGreaterThan(0);
  for (const entry of works) {
    const [file, name] = entry.split(' > ');
    if (name !== undefined) expect(read(file!).replaceAll("\\'", "'"), entry).toContain(name);
    else expect(names, entry).toContain(entry.replace('fixtures/', ''));
  }
  for (const entry of warned) expect(saidOf(entry), entry).toMatch(new RegExp(`: warning ${codeOf(entry)}:`));
  for (const entry of refused) expect(saidOf(entry), entry).toMatch(new RegExp(`\\b${codeOf(entry)}: `));
});

const codeOf = (entry: string): string => entry.split(' ')[1]!;

/** What the compiler is expected to say of a fixture or a diagnostic. */
function saidOf(entry: string): string {
  const [where] = entry.split(' ');
  return read(
    where!.startsWith('fixtures/') ? `${where}/expected/warnings.txt` : where!.replace(/\.[cm]?[jt]sx?$/, '.txt'),
  );
}
