import microdiff, { type Difference } from 'microdiff';

type Value = Record<string, unknown> | unknown[];

/** @unsync */
export function differences(a: Value, b: Value, options?: { cyclesFix: boolean }): Difference[] {
  return microdiff(a, b, options);
}
