/** `cases.json` lists what extraction must get right, by number, and where that is shown: nothing in it is only claimed. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import cases from './cases.json' with { type: 'json' };
import { names } from './support/fixtures';

interface Case {
  readonly case: string;
  readonly title: string;
  /** Fixtures, and tests of other files as `file > name`: works, with the meaning that it had. */
  readonly works?: readonly string[];
  /** Works, and the warning says what differs; with its code. */
  readonly warned?: readonly string[];
  /** Refused, with this code. */
  readonly refused?: readonly string[];
}

const read = (name: string): string => fs.readFileSync(path.join(import.meta.dirname, name), 'utf8');

test('the numbers are 1 to 72, each once', () => {
  const numbers = Array.from({ length: 72 }, (_, i) => (i === 11 ? ['12', '12a', '12b'] : [String(i + 1)])).flat();
  expect(cases.map((c) => c.case)).toEqual(numbers);
});

test.for(cases as readonly Case[])('$case: $title', ({ works = [], warned = [], refused = [] }) => {
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
