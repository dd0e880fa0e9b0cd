/** Real ESLint with typescript-eslint: typed rules on marked code, and all others left as they are. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ESLint, type Linter, type Rule } from 'eslint';
import type ts from 'typescript';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { node, project, repository } from './project';

type Host = typeof import('../../transformer/hosts/eslint');
const unsync = createRequire(import.meta.url)('../../dist/transformer/hosts/eslint.js') as Host;
type Configs = readonly unknown[];

const tsconfig = JSON.stringify({
  compilerOptions: { target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: [], strict: true },
  include: ['src'],
});

function linter(folder: string, configs: Configs, parserOptions: object = { projectService: true }): ESLint {
  const languageOptions = { parserOptions: { ...parserOptions, tsconfigRootDir: folder } };
  return new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [configs, { files: ['**/*.{ts,js}'], languageOptions }].flat(9) as Linter.Config[],
  });
}

/** `main.ts 3 await-thenable`, a line each. */
function reports(results: readonly ESLint.LintResult[]): string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, ruleId, message }) =>
        `${path.basename(filePath)} ${line} ${ruleId?.replace('@typescript-eslint/', '') ?? message}`,
    ),
  );
}

const work = `/** @unsync */
export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
/** @unsync */
export async function later(n: number) {
  await Promise.resolve();
  return n;
}
export class Tools {
  /** @unsync */
  static area(side: number): number {
    return side * side;
  }
  /** @unsync */
  grow(by: number): number {
    return by + 1;
  }
}
export const api = {
  /** @unsync */
  twice(n: number) {
    return n * 2;
  },
};
/**
 * @deprecated
 * @unsync
 */
export function old(n: number): number {
  return n;
}
`;
const calls = `import { api, fib, later, old, Tools } from './work.js';
export async function main(): Promise<void> {
  fib(1);
  later(1);
  Tools.area(1);
  new Tools().grow(1);
  api.twice(1);
  void fib(1);
  await old(1);
  console.log(await fib(2), await later(2), await Tools.area(2), await new Tools().grow(2), await api.twice(2));
  if (fib(3)) console.log('always');
  [4].forEach(fib);
  await fib.inline(5);
  const [sum] = await Promise.all([fib(6)]);
  console.log(sum.toFixed(1), fib(7) + 1);
}
`;
const right = [
  'main.ts 3 no-floating-promises',
  'main.ts 4 no-floating-promises',
  'main.ts 5 no-floating-promises',
  'main.ts 6 no-floating-promises',
  'main.ts 7 no-floating-promises',
  'main.ts 9 no-deprecated',
  'main.ts 11 no-misused-promises',
  'main.ts 12 no-misused-promises',
  'main.ts 13 await-thenable',
  'main.ts 15 restrict-plus-operands',
];

test('knows what calls of marked functions give', async () => {
  const folder = project({ 'tsconfig.json': tsconfig, 'src/work.ts': work, 'src/main.ts': calls }, 'module');
  const rules = [
    'no-floating-promises',
    'await-thenable',
    'no-misused-promises',
    'no-deprecated',
    'restrict-plus-operands',
  ];
  const only = {
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, 'error'])),
  };
  const configs = [tseslint.configs.base, only, unsync()];
  expect(reports(await linter(folder, configs).lintFiles(['src']))).toEqual(right);
  const named = [tseslint.configs.base, only, { languageOptions: unsync().languageOptions }];
  expect(reports(await linter(folder, named, { project: true }).lintFiles(['src']))).toEqual(right);

  // what it would be without us: the false alarms and the misses that this is for
  const plain = reports(await linter(folder, configs.slice(0, 2)).lintFiles(['src']));
  expect(plain).toContain('main.ts 10 await-thenable');
  expect(plain).not.toContain('main.ts 3 no-floating-promises');

  // an editor gives text that is on no disk, of one file after another
  const editor = linter(folder, configs);
  const edit = async (file: string, text: string) =>
    reports(await editor.lintText(text, { filePath: path.join(folder, 'src', file) }));
  expect(await edit('main.ts', calls)).toEqual(right);
  expect(await edit('main.ts', `\n${calls.replace('fib(1);', 'void fib(1);')}`)).toEqual(
    right.slice(1).map((report) => report.replace(/\d+/, (line) => String(Number(line) + 1))),
  );
  expect(await edit('work.ts', work.replace('/** @unsync */', ''))).toEqual([]);
  expect(await edit('main.ts', 'import { fib } from "./work.js";\nawait fib(1);\nfib(2);\n')).toEqual([
    'main.ts 2 await-thenable',
  ]);
  expect(await edit('work.ts', work)).toEqual([]);
  expect(await edit('main.ts', 'import { fib } from "./work.js";\nawait fib(1);\nfib(2);\n')).toEqual([
    'main.ts 3 no-floating-promises',
  ]);
  // without types, it is the project's own parser
  const untyped = await linter(folder, [tseslint.configs.recommended, unsync()], {}).lintFiles(['src/main.ts']);
  expect(reports(untyped)).toEqual([]);
});

/** Files with marks in which nothing calls what is marked. */
const fixtures = [
  'attack-results-whose-members-are-something-elses',
  'results-that-nothing-else-holds-are-moved',
  'every-form-that-can-be-marked',
  'kinds-are-decided-by-evidence',
  'signatures-of-every-kind',
  'generators-are-streams',
  'overloads-generics-and-predicates',
  'kinds-follow-aliases',
  'every-form-calls-itself-plainly',
  'instances-cross-with-their-class',
  'values-cross-exactly',
  'callbacks-come-back-to-the-caller',
  'names-like-ours',
  'generators-behind-other-forms',
  'code-without-semicolons',
  'default-exports',
];
const careless = `import { fib } from './work.js';
export class Box {
  private size = 1;
  /** @unsync */
  grow(by: any): number {
    let unused = by;
    var twice = 1;
    var twice = 2;
    const take = this.plain;
    return by.size + take() + twice;
  }
  plain() {
    return this.size;
  }
}
export function outer(list: any[]) {
  let never = list[0];
  /** @unsync */
  function inner(n: any, more: number | undefined) {
    let one = n.a;
    [1].forEach(async (x) => { await x; });
    Promise.resolve(one);
    return one.b + more!;
  }
  /** @unsync */
  const other = (n: string) => { if (n) return n as string; return never; };
  return { kinds: [inner, other] };
}
export const api = {
  /** @unsync */
  twice(n: any) { let m = n; return m * 2 + \`\${{ m }}\`.length; },
  /** @unsync */
  half: async (n: any) => { return n.of; },
};
`;

interface Services {
  readonly program: ts.Program;
  readonly esTreeNodeToTSNodeMap: Pick<WeakMap<Rule.Node, ts.Node>, 'get'>;
  readonly tsNodeToESTreeNodeMap: Pick<WeakMap<ts.Node, Rule.Node>, 'get'>;
  getSymbolAtLocation(node: Rule.Node): ts.Symbol | undefined;
  getTypeAtLocation(node: Rule.Node): ts.Type;
}
/** Reports what is known of each function and name. */
const probe: Rule.RuleModule = {
  create(context) {
    const services = context.sourceCode.parserServices as unknown as Services;
    const { program, esTreeNodeToTSNodeMap: toTs, tsNodeToESTreeNodeMap: toEs } = services;
    const say = (node: Rule.Node) => {
      const symbol = services.getSymbolAtLocation(node);
      const type = program.getTypeChecker().typeToString(services.getTypeAtLocation(node));
      const declared = symbol?.declarations?.map((declaration) => toEs.get(declaration)?.type);
      // the name that holds a marked method
      const name = symbol?.name.replace(/^__unsync_+/, '');
      context.report({ node, message: `${type}, ${name} by ${declared?.join()}, ${toEs.get(toTs.get(node)!)?.type}` });
    };
    const kinds = [
      'Identifier',
      'FunctionDeclaration',
      'FunctionExpression',
      'ArrowFunctionExpression',
      'MethodDefinition',
      'VariableDeclarator',
      'ReturnStatement',
    ];
    return Object.fromEntries(kinds.map((kind) => [kind, say]));
  },
};

test('leaves all else as it is', async () => {
  const files = fixtures.map((name) => {
    const folder = path.join(repository, 'test/fixtures', name);
    const own = fs.readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'main.ts');
    return own.map((file) => [`src/${name}/${file}`, fs.readFileSync(path.join(folder, file), 'utf8')]);
  });
  const folder = project(
    {
      ...Object.fromEntries(files.flat()),
      'tsconfig.json': tsconfig.replace('[]', '["node"]'),
      'src/work.ts': work,
      'src/careless.ts': careless,
    },
    'module',
  );
  const rules = { 'prefer-const': 'error', 'no-redeclare': 'error', '@typescript-eslint/prefer-readonly': 'error' };
  const probed = {
    files: ['every-form-that-can-be-marked', 'overloads-generics-and-predicates', 'default-exports'].map(
      (name) => `**/${name}/*`,
    ),
    plugins: { test: { rules: { probe } } },
    rules: { 'test/probe': 'error' },
  };
  const configs = [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked, { rules }, probed];
  const found = async (...more: Configs) => {
    const linted = await linter(folder, [...configs, ...more]).lintFiles([
      'src/careless.ts',
      ...fixtures.map((name) => `src/${name}/input.ts`),
    ]);
    return linted.map(
      ({ filePath, messages }) =>
        [
          path.relative(folder, filePath),
          messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId} ${message}`),
        ] as const,
    );
  };
  const plain = await found();
  expect(await found(unsync())).toEqual(plain);
  const reported = new Set(
    plain.flatMap(([, messages]) => messages.map((message) => message.split(' ')[1]!.replace(/^.*\//, ''))),
  );
  expect(plain.flat(2).join('\n')).toContain('(n: number) => number, declaration by FunctionDeclaration, Identifier');
  for (const rule of [
    'no-unused-vars',
    'no-redeclare',
    'prefer-const',
    'prefer-readonly',
    'unbound-method',
    'no-unsafe-assignment',
    'no-unsafe-return',
    'no-unsafe-member-access',
    'no-floating-promises',
    'no-misused-promises',
    'no-unnecessary-type-assertion',
  ])
    expect(reported).toContain(rule);
});

test('reads marks in JavaScript, and those of projects that are referred to from their sources', async () => {
  const options = { target: 'es2022', module: 'nodenext', types: [], strict: true, composite: true, outDir: 'dist' };
  const folder = project(
    {
      'one/tsconfig.json': JSON.stringify({ compilerOptions: options }),
      'one/work.ts': work,
      'two/tsconfig.json': JSON.stringify({
        compilerOptions: { ...options, allowJs: true, checkJs: true },
        references: [{ path: '../one' }],
      }),
      'two/twice.js': `/**
 * @unsync
 * @param {number} n
 * @returns {number}
 */
export function twice(n) { return n * 2; }
`,
      'two/main.js': `import { fib } from '../one/work.js';
import { twice } from './twice.js';
fib(1);
twice(1);
await twice(await fib(1));
`,
    },
    'module',
  );
  const rules = {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
  };
  const configs = [tseslint.configs.base, { rules }, { ...unsync(), files: ['**/*.js'] }];
  expect(reports(await linter(folder, configs).lintFiles(['two']))).toEqual([
    'main.js 3 no-floating-promises',
    'main.js 4 no-floating-promises',
  ]);
});

test('says what is missing', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-alone-'));
  try {
    for (const part of ['dist/transformer', 'package.json'])
      fs.cpSync(path.join(repository, part), path.join(folder, 'node_modules/unsync', part), { recursive: true });
    const { stderr } = node(folder, ['-e', "require('unsync/eslint')()"]);
    expect(stderr).toContain(
      'Error: unsync/eslint works with the parser of typescript-eslint, which is not installed here. Run: npm install --save-dev typescript-eslint\n',
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('is a config to the types of both', () => {
  const folder = project({
    'eslint.config.mts': `import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import unsync from 'unsync/eslint';
export const one = defineConfig(tseslint.configs.recommendedTypeChecked, unsync(), { languageOptions: unsync().languageOptions });
export const two = tseslint.config(...tseslint.configs.recommendedTypeChecked, unsync());
`,
  });
  const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node';
  expect(node(folder, [tsc, ...options.split(' '), 'eslint.config.mts']).stdout).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'examples/hosts/eslint.md'), 'utf8');
  const config = /```js\n([\s\S]*?)```/.exec(page)![1]!;
  const [primes, main] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const files = { 'eslint.config.js': config, 'primes.ts': primes!, 'main.ts': main!, 'tsconfig.json': '{}' };
  const folder = project(files, 'module');
  const eslint = path.join(repository, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr, status } = node(folder, [eslint, '--no-color', 'main.ts', 'primes.ts']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(stdout.replaceAll(`${folder}${path.sep}`, '').trim()).toBe(printed.trim());
});
