/** `faults.json` lists what may go wrong at run time, and where it is shown what callers get then: nothing in it is only claimed. */
import fs from 'node:fs';
import { expect, test } from 'vitest';
import faults from './faults.json' with { type: 'json' };

test.for(faults)('$fault', ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0);
  for (const entry of tests) {
    const [file, name] = entry.split(' > ');
    const source = fs.readFileSync(new URL(`runtime/${file}.test.ts`, import.meta.url), 'utf8');
    expect(source.replaceAll("\\'", "'"), entry).toContain(name);
  }
});
