import * as diff from 'diff';

/**
 * It completes the options that it is given: they are a copy here.
 * @unsync
 */
export function createPatch(
  name: string,
  before: string,
  after: string,
  oldHeader: string,
  newHeader: string,
  options: { context: number },
): string {
  return diff.createPatch(name, before, after, oldHeader, newHeader, { ...options });
}
