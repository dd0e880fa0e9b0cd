/** A project with one mark of every form, whose program prints the same under every option and module format. */
import { config, type Files, type Json } from './project';

const declareConsole = 'declare const console: { log(...values: unknown[]): void };\n';

export const sources: Files = {
  'src/helper.ts': `export function twice(n: number): number {
  return n * 2;
}
`,
  'src/math.ts': `import { twice } from './helper.js';

const LIMIT: number = 3;
enum Unit { One = 1, Ten = 10 }

/**
 * Computes some.
 * @unsync
 */
export function computeSome(n: number): number {
  return n < LIMIT ? twice(n) * Unit.Ten : computeSome(n - 1) + computeSome(n - 2);
}

/** @unsync */
export function first<T>(xs: readonly T[], n: number = 1): T | undefined { return xs[n - 1]; }

/** @unsync */
export async function later(text: string): Promise<number> { return text.length; }

/** @unsync */
export const double = (x: number): number => x * 2;

export class Box {
  /** @unsync */
  static area(...sides: number[]): number { return sides.reduce((a, b) => a * b, 1); }
}

export class NotFound extends Error {
  constructor(readonly key: string) { super('no ' + key); }
}
/** @unsync */
export function fail(key: string): string {
  if (key.length < 9) throw new NotFound(key);
  return key;
}
`,
  'src/main.ts': `import { Box, computeSome, double, fail, first, later, NotFound } from './math.js';
${declareConsole}
async function main(): Promise<void> {
  const results = await Promise.all([computeSome(5), first(['a', 'b'], 2), later('four'), double(21), Box.area(2, 3)]);
  const reason: unknown = await fail('key').catch((e: unknown) => e);
  console.log(JSON.stringify([...results, reason instanceof NotFound && reason.key]));
}
void main();
`,
};

export const printed = '[160,"b",4,42,6,"key"]\n';

/** The sample under some compiler options; `files` are added or replaced. */
export function sample(options: Json = {}, files: Files = {}): Files {
  return { 'tsconfig.json': config(options), ...sources, ...files };
}
