/** Coverage of marked files by Vitest and by Node's own test runner; by Jest in jest.test.ts. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { coveredLines, measured } from './covered';
import { node, project, repository } from './project';

/** c8's, and Jest's: found by way of that. */
const v8ToIstanbul = ['jest', '@jest/core', '@jest/reporters', 'v8-to-istanbul'].reduce(
  (from, name) => createRequire(from).resolve(name),
  import.meta.url,
);
const convert = createRequire(import.meta.url)(v8ToIstanbul) as (file: string) => {
  load(): Promise<void>;
  applyCoverage(functions: []): void;
  toIstanbul(): Record<
    string,
    { statementMap: Record<string, { start: { line: number } }>; s: Record<string, number> }
  >;
};

test.each(['v8', 'istanbul'])('Vitest, by %s, inline: that of the same file without marks', (provider) => {
  const config = `import unsync from 'unsync/vite';
export default {
  plugins: [unsync()],
  test: { testTimeout: 60_000, coverage: { enabled: true, provider: '${provider}', reporter: ['lcovonly'] } },
};
`;
  const folder = project({ ...measured('vitest'), 'vitest.config.mjs': config }, 'module');
  const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr, status } = node(folder, [vitest, 'run', '--no-color'], { UNSYNC_INLINE: '1' });
  expect({ stdout, stderr, status }).toEqual({ stdout: expect.stringContaining('1 passed'), stderr: '', status: 0 });
  const { marked, plain } = coveredLines(folder);
  expect(Object.keys(plain).length).toBeGreaterThan(8);
  expect(marked).toEqual(plain);
});

/** Bodies of functions that are called and not called, in lines of their own. */
const bodies = (mark: string) => `/** ${mark} */
export function uncalled(n: number): number {
  const next = n + 1;
  return next; // and a comment
}

/** ${mark} */
export async function called(n: number): Promise<number> {
  const next = n + 1;
  return next;
}

export class Steps {
  /** ${mark} */
  static of(n: number): number {
    const next = n + 1;
    return next;
  }
}
`;

test('c8, of what is built: bodies that are not called are not covered', async () => {
  const tsconfig = { compilerOptions: { target: 'es2022', module: 'nodenext', outDir: 'dist', sourceMap: true } };
  const folder = project(
    {
      'tsconfig.json': JSON.stringify(tsconfig),
      'marked.ts': bodies('@unsync cpu-bound'),
      'plain.ts': bodies('no mark at all'),
      'main.ts': `import * as marked from './marked.js';
import * as plain from './plain.js';
for (const { called } of [marked, plain]) await called(3);
`,
    },
    'module',
  );
  const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
  expect(node(folder, [cli, 'build'])).toEqual({ stdout: '', stderr: '', status: 0 });
  const NODE_V8_COVERAGE = path.join(folder, 'coverage');
  node(folder, ['dist/main.js'], { NODE_V8_COVERAGE, UNSYNC_INLINE: '1' });
  const [report] = fs.readdirSync(NODE_V8_COVERAGE);
  const { result } = JSON.parse(fs.readFileSync(path.join(NODE_V8_COVERAGE, report!), 'utf8')) as {
    result: { url: string; functions: [] }[];
  };
  const covered = async (name: string) => {
    const converter = convert(path.join(folder, `dist/${name}.js`));
    await converter.load();
    converter.applyCoverage(result.find(({ url }) => url.endsWith(`/dist/${name}.js`))!.functions);
    const { statementMap, s } = Object.values(converter.toIstanbul())[0]!;
    const lines = Object.entries(statementMap).filter(([id]) => s[id]! > 0);
    const text = bodies('').split('\n');
    return lines.map(([, { start }]) => start.line).filter((line) => /^ +(?:const|return)/.test(text[line - 1]!));
  };
  expect(await covered('plain')).toEqual([9, 10]);
  expect(await covered('marked')).toEqual([9, 10]);
});
