/** `faults.json` lists what may go wrong at run time, what callers get then, and where that is shown: nothing in it is only claimed. */
import fs from 'node:fs';
import { expect, test } from 'vitest';
import faults from './faults.json' with { type: 'json' };

test('each fault is there once, and says what callers get', () => {
  expect(new Set(faults.map((f) => f.fault)).size).toBe(faults.length);
  for (const { fault, what } of faults) expect(what, fault).toMatch(/\S/);
});

test.for(faults)('$fault', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const entry of tests) {
    const [file, name] = entry.split(' > ');
    const source = fs.readFileSync(new URL(`runtime/${file}.test.ts`, import.meta.url), 'utf8');
    expect(source.replaceAll("\\'", "'"), entry).toContain(name);
  }
});
