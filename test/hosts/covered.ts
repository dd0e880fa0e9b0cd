/** One file with marks and one without, otherwise line by line the same, and the lines of them that a tool counts. */
import fs from 'node:fs';
import path from 'node:path';

const text = (mark: string) => `import { other } from './other';

/** Why a number is not taken. */
export class Refused extends Error {
  constructor(readonly n: number) {
    super('refused ' + n);
  }
}

/** ${mark} */
export function heavy(n: number, step = 1): number {
  let sum = 0;
  for (let i = 0; i < n; i += step) {
    if (i > 100) {
      sum = other(sum);
    } else {
      sum += i;
    }
  }
  if (n < 0) throw new Refused(n);
  return sum;
}

/** ${mark} */
export const never = (n: number): number => {
  const next = n + 1;
  return next;
};

export class Steps {
  /** ${mark} */
  static of(n: number): number {
    const next = n + 1;
    return next;
  }
}

export function outer(factor: number): Promise<number> {
  /** ${mark} */
  function inner(n: number): number {
    return n * factor;
  }
  return Promise.resolve(inner(2));
}
`;

const lines = text('').split('\n');

export const measured = (framework: string) => ({
  'src/marked.ts': text('@unsync cpu-bound'),
  'src/plain.ts': text('no mark at all'),
  'src/other.ts': 'export const other = (n: number): number => n + 1;\n',
  'src/all.test.ts': `import { expect, test } from '${framework}';
import * as marked from './marked';
import * as plain from './plain';
test('alike', async () => {
  for (const { heavy, Refused, Steps, outer } of [marked, plain]) {
    expect(await heavy(3)).toBe(3);
    expect(await Steps.of(3)).toBe(4);
    expect(await outer(3)).toBe(6);
    await expect((async () => heavy(-1))()).rejects.toBeInstanceOf(Refused);
  }
});
`,
});

/** Whether each line ran, by the file `coverage/lcov.info` of a project; with `};`, it depends on the output's lines, by V8. */
export function coveredLines(folder: string): Record<'marked' | 'plain', Record<string, boolean>> {
  const report = fs.readFileSync(path.join(folder, 'coverage/lcov.info'), 'utf8');
  const linesOf = (name: string) => {
    const section = report.split('end_of_record').find((each) => each.includes(`SF:src${path.sep}${name}.ts`))!;
    const counted = [...section.matchAll(/^DA:(\d+),(\d+)/gm)].filter(([, line]) => lines[Number(line) - 1] !== '};');
    return Object.fromEntries(counted.map(([, line, count]) => [line!, count !== '0']));
  };
  return { marked: linesOf('marked'), plain: linesOf('plain') };
}
