/** A forgotten `await` where nobody looks at types: loaders and bundlers say it, of marked files and of all others. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { node, project } from './project';

const register = ['--import', 'unsync/register'];
const work = `/** @unsync cpu-bound */
export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
/** @unsync cpu-bound */
export const isEven = (n: number): boolean => n % 2 === 0;
`;
const said = "'fib(9)' is a future here, since 'fib' is marked: 'number' is asked for here.";
const main = `import { fib } from './work.ts';
console.log('runs');
const n: number = fib(9);
console.log(n + 1);
`;
const fixed = main.replace('fib(9)', 'await fib(9)');

test('Node: an error of the import, of the file that has it', () => {
  const folder = project({ 'src/main.ts': main, 'src/work.ts': work }, 'module');
  const { stdout, stderr, status } = node(folder, [...register, 'src/main.ts']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toContain(`src/main.ts(3,19): error TS993004: UNSYNC3004: ${said}`);
  expect(stderr).toContain("\n  src/work.ts(2,17): 'fib' is marked here.");
  fs.writeFileSync(path.join(folder, 'src/main.ts'), fixed);
  expect(node(folder, [...register, 'src/main.ts'])).toEqual({ stdout: 'runs\n35\n', stderr: '', status: 0 });
});

test('Node: also of what is loaded later, of marked files themselves, and of JavaScript', () => {
  const load = (file: string) =>
    `await import('./${file}').then(() => console.log('${file} runs'), (e) => console.log(e.message.split('\\n')[0].slice(0, 60)));\n`;
  const uses = `import { isEven } from './work.ts';\nimport { total } from './helper.ts';\n`;
  const folder = project(
    {
      'main.ts': ['work.ts', 'first.ts', 'second.js', 'third.ts', 'right.ts', 'apart.js'].map(load).join(''),
      'work.ts': work,
      'helper.ts': `import { fib } from './work.ts';\nexport const total = (ns: number[]) => Promise.all(ns.map((n) => fib(n)));\n`,
      'first.ts': `${uses}if (isEven(3)) console.log('odd', await total([1]));\n`,
      'second.js': `${uses}console.log(\`even: \${isEven(2)}\`, total);\n`,
      'third.ts': `import { fib } from './work.ts';\n/** @unsync */\nexport function twice(n: number): number {\n  return fib(n) * 2;\n}\n`,
      'right.ts': `${uses}const [n = 0] = await total([3]);\nvoid isEven(n);\nconsole.log(n + 1, (await isEven(n)) ? 'even' : 'odd');\n`,
      'apart.js': `const length = (text) => text.length;\nconsole.log(length('abc') + 1);\n`,
    },
    'module',
  );
  const { stdout, stderr } = node(folder, [...register, 'main.ts']);
  expect({ stdout, stderr }).toEqual({
    stdout: `work.ts runs
first.ts(3,5): error TS993004: UNSYNC3004: 'isEven(3)' is a 
second.js(3,22): error TS993004: UNSYNC3004: 'isEven(2)' is 
third.ts(4,10): error TS993004: UNSYNC3004: 'fib(n)' is a fu
3 even
right.ts runs
4
apart.js runs
`,
    stderr: '',
  });
});

test('Node: a project without marks loads no compiler', () => {
  const folder = project(
    {
      'main.js': `import { createRequire } from 'node:module';
import './other.js';
const { cache } = createRequire(import.meta.url);
console.log(Object.keys(cache).filter((file) => /typescript/.test(file)).length);
`,
      'other.js': `import 'node:fs';\n`,
    },
    'module',
  );
  expect(node(folder, [...register, 'main.js'])).toEqual({ stdout: '0\n', stderr: '', status: 0 });
});

test('Rollup, watching: an error of the build, until it is awaited', () => {
  const folder = project({ 'main.ts': main, 'work.ts': work }, 'module');
  fs.writeFileSync(
    path.join(folder, 'build.mjs'),
    `import fs from 'node:fs';
import { watch } from 'rollup';
import unsync from 'unsync/rollup';
const plain = { name: 'plain', transform: (code) => ({ code: code.replace('n: number', 'n'), map: null }) };
const watcher = watch({ input: 'main.ts', plugins: [unsync(), plain], output: { dir: 'out' } });
let isBuilt = false;
watcher.on('event', async (event) => {
  if (event.code === 'ERROR') console.log(event.error.message);
  if (event.code === 'BUNDLE_END') isBuilt = true;
  if (event.code !== 'END') return;
  if (isBuilt) await watcher.close();
  else setTimeout(() => fs.writeFileSync('main.ts', ${JSON.stringify(fixed)}), 100);
});
`,
  );
  const { stdout, stderr } = node(folder, ['build.mjs']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/main\.ts\(3,19\): error TS993004: UNSYNC3004: 'fib\(9\)'[\s\S]*work\.ts\(2,17\)/);
  expect(node(folder, ['out/main.js']).stdout).toBe('runs\n35\n');
});

test("Vite's development server says it each time it is asked", () => {
  const folder = project(
    {
      'main.ts': main,
      'work.ts': work,
      'right.ts': `import { fib } from './work';\nexport const n: number = await fib(9);\n`,
      'dev.mjs': `import fs from 'node:fs';
import { createServer } from 'vite';
import unsync from 'unsync/vite';
const plugin = unsync();
const server = await createServer({ server: { middlewareMode: true, ws: false, watch: null }, appType: 'custom', logLevel: 'silent', plugins: [plugin] });
console.log((await server.ssrLoadModule('/right.ts')).n);
for (let i = 0; i < 2; i++)
  await server.ssrLoadModule('/main.ts').catch((error) => console.log(/UNSYNC\\d+: '[^']*'/.exec(error.message)[0]));
fs.writeFileSync('main.ts', ${JSON.stringify(fixed)});
plugin.watchChange();
server.moduleGraph.invalidateAll();
await server.ssrLoadModule('/main.ts');
await server.close();
`,
    },
    'module',
  );
  const { stdout, stderr } = node(folder, ['dev.mjs']);
  const once = "UNSYNC3004: 'fib(9)'\n";
  expect({ stdout, stderr }).toEqual({ stdout: `34\n${once}${once}runs\n35\n`, stderr: '' });
});
