/** @unsync */
export function fail(text: string): string {
  throw new RangeError(text);
}

export const error: unknown = await fail('out of range').catch((error: unknown) => error);
