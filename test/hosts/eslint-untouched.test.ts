/** Real ESLint with typescript-eslint: what is no call of marked code is reported as without marks. */
import fs from 'node:fs';
import path from 'node:path';
import type { Rule } from 'eslint';
import type ts from 'typescript';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { type Configs, linter, tsconfig, unsync, work } from './linter';
import { project, repository } from './project';

/** Files with marks in which nothing calls what is marked. */
const fixtures = [
  'results-whose-members-are-something-elses',
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
