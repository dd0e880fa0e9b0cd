/** Other transformers of ts-patch beside ours, in both orders: typia, path aliases, and one that makes programs. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { config, type Json, Project, packages, plugin } from './project';

/** The files of the page, by name. */
const page = fs.readFileSync(path.resolve(import.meta.dirname, '../../docs/hosts/transformers.md'), 'utf8');
const files = Object.fromEntries(
  [...page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name!, text!]),
);
const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;

/** Copies, so that they find the compiler that is under test. */
beforeAll(() => {
  const project = new Project({});
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name) || name === 'typescript') return;
    found.add(name);
    const from = path.join(packages, name);
    fs.cpSync(from, project.path('node_modules', name), {
      recursive: true,
      dereference: true,
      filter: (f) => !f.startsWith(path.join(from, 'node_modules')),
    });
    const { dependencies = {} } = JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    if (!/inquirer|commander/.test(name)) Object.keys(dependencies).forEach(add);
  };
  ['typia', 'typescript-transform-paths'].forEach(add);
});

test.each([
  ['after', 'module'],
  ['before', 'commonjs'],
])('typia and path aliases, %s ours, as the page has them, in a project of type %s', async (place, type) => {
  const settings = JSON.parse(files['tsconfig.json']!) as { compilerOptions: { plugins: Json[] } };
  if (place === 'before') settings.compilerOptions.plugins.push(settings.compilerOptions.plugins.shift()!);
  const project = new Project({
    ...files,
    'package.json': JSON.stringify({ type }),
    'tsconfig.json': JSON.stringify(settings),
  });
  expect(await project.tspc()).toMatchObject({ output: '', code: 0 });
  for (const name of ['order.js', 'order.unsync.js']) {
    const text = project.read(`dist/${name}`);
    expect(text).toContain('./lib/scale.js');
    expect(text).not.toContain('@lib');
    // what typia makes of the type
    expect(text).toContain('"number" === typeof input.id');
    expect(text).not.toMatch(/\b(?:assert|is)\(JSON/);
  }
  const declarations = project.read('dist/order.d.ts');
  expect(declarations).toMatch(/from ['"]\.\/lib\/scale\.js['"]/);
  expect(declarations).toContain('total(text: string, factor: Factor): import("unsync").Unfuture<number>');
  expect(await project.node('dist/main.js')).toMatchObject({ output: printed, code: 0 });
});

/** As ts-patch's own page has it: the files are changed as trees, printed, and read into another program. */
const printing = `module.exports = (program, host, { from, to }, { ts }) => {
  const printer = ts.createPrinter();
  const changed = new Map();
  const change = (context) => (file) => {
    const visit = (node) =>
      ts.isIdentifier(node) && node.text === from ? ts.factory.createStringLiteral(to) : ts.visitEachChild(node, visit, context);
    return ts.visitNode(file, visit);
  };
  for (const name of program.getRootFileNames().filter((name) => !name.endsWith('.d.ts'))) {
    const file = program.getSourceFile(name);
    const { transformed: [tree] } = ts.transform(file, [change], program.getCompilerOptions());
    changed.set(name, printer.printFile(tree));
  }
  const served = Object.assign(Object.create(host), {
    getSourceFile: (name, options, ...rest) =>
      changed.has(name) ? ts.createSourceFile(name, changed.get(name), options) : host.getSourceFile(name, options, ...rest),
  });
  return ts.createProgram(program.getRootFileNames(), program.getCompilerOptions(), served);
};
`;
/** The same by text. */
const textual = `module.exports = (program, host, { from, to }, { ts }) => {
  const served = Object.assign(Object.create(host), {
    getSourceFile: (name, options, ...rest) => {
      const file = host.getSourceFile(name, options, ...rest);
      return file && !file.isDeclarationFile && file.text.includes(from)
        ? ts.createSourceFile(name, file.text.replaceAll(from, JSON.stringify(to)), options)
        : file;
    },
  });
  return ts.createProgram(program.getRootFileNames(), program.getCompilerOptions(), served);
};
`;
const stamped = {
  'src/main.ts': `declare const console: { log(...values: unknown[]): void };
/** @unsync cpu-bound */
function stamp(n: number): string {
  return BUILD + n;
}
void stamp(1).then((text: string) => console.log(stamp.kind, text, BUILD));
export {};
`,
  'src/build.d.ts': 'declare const BUILD: string;\n',
  'textual.cjs': textual,
  'printing.cjs': printing,
};
const other = (transform: string) => ({ transform, transformProgram: true, from: 'BUILD', to: 'b7' });

test.each([
  ['of text, before ours', [other('./textual.cjs'), plugin]],
  ['of trees, before ours', [other('./printing.cjs'), plugin]],
])('a transformer of programs %s', async (_, plugins) => {
  const project = new Project({ ...stamped, 'tsconfig.json': config({ plugins }) });
  expect(await project.tspc()).toMatchObject({ output: '', code: 0 });
  expect(project.read('dist/main.unsync.js')).toContain('"b7" + n');
  expect(await project.node('dist/main.js')).toMatchObject({ output: 'cpu-bound b71 b7\n', code: 0 });
});

test('a transformer of programs after ours is an error, that says what to do', async () => {
  for (const transform of ['./textual.cjs', './printing.cjs']) {
    const plugins = [plugin, other(transform)];
    const project = new Project({ ...stamped, 'tsconfig.json': config({ plugins }) });
    expect(await project.tspc()).toMatchObject({
      output: `error TS991025: UNSYNC1025: '${transform}' makes programs, and stands after unsync in "plugins": it would be given files in which more stands than you wrote. Put it before unsync.\n`,
      code: 2,
    });
  }
});

test('an entry that does not say that ours makes programs is an error, that says what to do', async () => {
  const entry = { transform: 'unsync/transformer' };
  const p = new Project({ 'tsconfig.json': config({ plugins: [entry] }), 'src/a.ts': 'export {};\n' });
  const { code, output } = await p.tspc('-p', '.');
  expect(output).toContain('its entry in "plugins" needs "transformProgram": true');
  expect(code).not.toBe(0);
});
