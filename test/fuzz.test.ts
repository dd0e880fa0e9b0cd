/** Some hundreds of the generated programs that `npm run fuzz` makes by the thousand. */
import { describe, expect, test } from 'vitest';
// @ts-expect-error no types: these are scripts
import { fuzz } from './fuzz/fuzz.mjs';

const count = 120;
const flows = 60;

describe('generated programs', () => {
  test('compute in workers what they compute in place, or are refused', async () => {
    const said: string[] = [];
    const result = await fuzz({ first: 1, count, log: (line: string) => said.push(line) });
    expect(result.failures, said.join('\n')).toEqual([]);
    expect(result.programs).toBe(count);
    // otherwise agreement would mean little
    expect(result.moved / (result.moved + result.refused)).toBeGreaterThan(0.6);
  }, 240_000);

  test('print with marks what they print without, or it is said; of harmless ones nothing is', async () => {
    const said: string[] = [];
    const result = await fuzz({ first: 1, count: flows, family: 'flows', log: (line: string) => said.push(line) });
    expect(result.failures, said.join('\n')).toEqual([]);
    expect(result.mistyped, said.join('\n')).toBe(0);
  }, 240_000);
});
