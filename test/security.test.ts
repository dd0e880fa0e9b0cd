// Hostile names and places given to the compiler, and what it must never write.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const home = fs.mkdtempSync(path.join(root, '.cache/security-'));
fs.mkdirSync(path.join(home, 'node_modules'));
fs.symlinkSync(root, path.join(home, 'node_modules/unsync'), 'junction');
fs.writeFileSync(path.join(home, 'package.json'), '{ "type": "module" }');
afterAll(() => fs.rmSync(home, { recursive: true }));

/** A folder with sources, and options for it. */
function project(name: string, sources: Record<string, string>, options: ts.CompilerOptions = {}) {
  const folder = path.join(home, name);
  const src = path.join(folder, 'src');
  for (const [file, text] of Object.entries(sources)) {
    fs.mkdirSync(path.dirname(path.join(src, file)), { recursive: true });
    fs.writeFileSync(path.join(src, file), text);
  }
  return {
    folder,
    src,
    out: path.join(folder, 'out'),
    roots: Object.keys(sources).map((file) => path.join(src, file)),
    options: {
      strict: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      skipLibCheck: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      sourceMap: true,
      declaration: true,
      rootDir: src,
      outDir: path.join(folder, 'out'),
      ...options,
    } satisfies ts.CompilerOptions,
  };
}

function written({ roots, options, src }: ReturnType<typeof project>): ReadonlyMap<string, string> {
  const { files, diagnostics } = compile(roots, options);
  expect(print(diagnostics, src)).toBe('');
  return files;
}

/** Runs a module, and gives what it prints. */
const run = (folder: string, text: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', text], {
      cwd: folder,
      encoding: 'utf8',
      timeout: 60_000,
    }),
  );

const add = '/** @unsync cpu-bound */\nexport function add(a: number, b: number): number { return a + b; }\n';

describe('files', () => {
  // a backslash is a separator to TypeScript, and a name with a line break is none on Windows
  const names = [
    "it's",
    'say "hi"',
    '`$(process)`',
    'line\nbreak',
    'separator\u2028\u2029',
    '</script>',
    '<!--',
    '*',
    '__proto__',
    'constructor',
    '..a',
    'a..b',
    '-rf',
    ' ',
    '%2e%2e%2fup',
    '#?&',
    'ünï',
    '\u202eright-to-left',
    'n'.repeat(200),
    `${'long'.repeat(40)}\u00e9`,
  ];

  test.skipIf(process.platform === 'win32')(
    'hostile names: workers have plain ones, and run',
    { timeout: 60_000 },
    () => {
      const hostile = project('names', Object.fromEntries(names.map((n) => [`${n}.ts`, add])));
      const { diagnostics, files } = compile(hostile.roots, hostile.options);
      expect(print(diagnostics, hostile.src)).toBe('');
      const workers = [...files.keys()].filter((f) => f.endsWith('.unsync.js'));
      expect(new Set(workers).size).toBe(names.length);
      for (const worker of workers) {
        expect(path.basename(worker)).toMatch(/^[A-Za-z0-9._-]{1,220}$/);
        expect(path.dirname(worker).startsWith(hostile.out)).toBe(true);
      }
      for (const [file, text] of files) {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
      }
      const modules = names.map((n) => pathToFileURL(path.join(hostile.out, `${n}.js`)).href);
      const results = run(
        home,
        `const all = [];
       for (const name of ${JSON.stringify(modules)}) all.push(await (await import(name)).add(1, 2));
       console.log(JSON.stringify(all));`,
      );
      expect(results).toEqual(names.map(() => 3));
      // each worker still says what it was made from, so that it can be swept
      compile(hostile.roots, hostile.options, {}, true);
      for (const name of hostile.roots.slice(1)) fs.rmSync(name);
      compile(hostile.roots.slice(0, 1), hostile.options, {}, true);
      const left = fs
        .readdirSync(hostile.out, { recursive: true, encoding: 'utf8' })
        .filter((f) => f.endsWith('.unsync.js'));
      expect(left).toHaveLength(1);
    },
  );

  test('two names that become one are told apart', () => {
    const twins = project('twins', { 'a b.ts': add, 'a+b.ts': add, 'a_b.ts': add });
    expect([...written(twins).keys()].filter((f) => f.endsWith('.unsync.js'))).toHaveLength(3);
  });

  test('a worker goes where its module goes, also from outside rootDir', () => {
    const inside = project('inside', {
      'deep/main.ts': `export { add } from '../../../outside/src/lib.js';\n${add.replace('add', 'own')}`,
    });
    const outside = project('outside', { 'lib.ts': add });
    const { files, diagnostics } = compile(inside.roots, inside.options);
    expect(diagnostics.map((d) => d.code)).toContain(6059); // not under 'rootDir': tsc's own error
    for (const file of files.keys()) {
      if (!/\.unsync\.js$/.test(file)) continue;
      expect(files.has(file.replace('.unsync.js', '.js'))).toBe(true);
      expect(file.startsWith(outside.out)).toBe(false);
    }
    expect([...files.keys()].filter((f) => f.endsWith('.unsync.js')).map((f) => path.basename(f))).toContain(
      'main.unsync.js',
    );
  });

  test('an output folder that is a link is written through; links in it are not followed to sweep', () => {
    const linked = project('linked', { 'main.ts': add });
    const real = path.join(linked.folder, 'real');
    const elsewhere = path.join(linked.folder, 'elsewhere');
    fs.mkdirSync(real);
    fs.mkdirSync(elsewhere);
    fs.symlinkSync(real, linked.out, 'junction');
    fs.symlinkSync(elsewhere, path.join(real, 'link'), 'junction');
    // as if a program had written them whose sources are gone
    const old = 'export const __unsyncTasks = {};\n//# unsyncSource=../gone.ts\n';
    fs.writeFileSync(path.join(elsewhere, 'old.unsync.js'), old);
    fs.writeFileSync(path.join(real, 'old.unsync.js'), old);
    fs.writeFileSync(path.join(real, 'other.js'), old);
    compile(linked.roots, linked.options, {}, true);
    expect(fs.readdirSync(elsewhere)).toEqual(['old.unsync.js']);
    const outputs = ['link', 'main.d.ts', 'main.js', 'main.js.map', 'main.unsync.js', 'main.unsync.js.map', 'other.js'];
    expect(fs.readdirSync(real).sort()).toEqual([...outputs, 'unsync-manifest.json']);
  });
});

describe('names in the code', () => {
  const source = `
/** @unsync cpu-bound */
export function __proto__(n: number): number { return n + 1; }
/** @unsync cpu-bound */
export function constructor(n: number): number { return n + 2; }
/** @unsync cpu-bound */
export function toString(n: number): number { return n + 3; }
/** @unsync cpu-bound */
export const hasOwnProperty = (n: number): number => n + 4;
/** @unsync cpu-bound */
export function \\u0061\u00fc\ud835\udd52(n: number): number { return n + 5; }
export class valueOf {
  constructor(readonly n: number) {}
  /** @unsync cpu-bound */
  static hasOwnProperty(n: number): number { return n + 6; }
  /** @unsync cpu-bound */
  toString(n: number): number { return n + this.n; }
}
export function scaled(__proto__: number, constructor: { polluted: number }) {
  return inner;
  /** @unsync cpu-bound */
  function inner(n: number): number { return n + __proto__ + constructor.polluted + (({} as { polluted?: number }).polluted ?? 1); }
}
`;
  const types = `
export class __proto__ { constructor(readonly v: number) {} get twice() { return this.v * 2; } }
export class constructor { constructor(readonly v: number) {} get thrice() { return this.v * 3; } }
/** @unsync cpu-bound */
export function sum(x: __proto__, y: constructor): number { return x.twice + y.thrice; }
`;

  test.each(['ESNext', 'CommonJS'] as const)('that every object has: %s', { timeout: 60_000 }, (module) => {
    const names = project(
      `code-${module}`,
      { 'names.ts': source, 'types.ts': types },
      {
        module: ts.ModuleKind[module],
        ...(module === 'CommonJS' && { moduleResolution: ts.ModuleResolutionKind.Bundler }),
      },
    );
    for (const [file, text] of written(names)) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    fs.writeFileSync(
      path.join(names.out, 'package.json'),
      JSON.stringify({ type: module === 'ESNext' ? 'module' : 'commonjs' }),
    );
    const results = run(
      names.out,
      `import { createRequire } from 'node:module';
       const load = (name) => ${module === 'ESNext' ? 'import(name)' : "createRequire(process.cwd() + '/x.js')(name)"};
       const m = await load('./names.js');
       const t = await load('./types.js');
       const own = (name) => Object.getOwnPropertyDescriptor(m, name)?.value ?? m[name];
       const called = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a\\u00fc\\ud835\\udd52'].map((name) => own(name)(10));
       const members = [own('valueOf').hasOwnProperty(10), new (own('valueOf'))(7).toString(10), m.scaled(8, { polluted: 0 })(10)];
       console.log(JSON.stringify(await Promise.all([...called, ...members, t.sum(new t.__proto__(1), new t.constructor(2))])));`,
    );
    expect(results).toEqual([11, 12, 13, 14, 15, 16, 17, 19, 8]);
  });
});

describe('what is written', () => {
  const sources = {
    'a.ts': `import { b } from './b.js';\nexport const seed = Number(process.env['UNSYNC_TEST_SECRET']?.length ?? 7);\n/** @unsync cpu-bound */\nexport function a(n: number): number { return n + seed + (b.inline(n) ?? 0); }\n`,
    'b.ts': `/** @unsync cpu-bound */\nexport function b(n: number): number { return n * 2; }\nexport class Point { constructor(readonly x: number) {} get double() { return this.x * 2; } }\n`,
    'c/c.ts': `import { Point } from '../b.js';\nexport function outer(secret: string) {\n  const token = process.env['UNSYNC_TEST_SECRET'] ?? secret;\n  return inner;\n  /** @unsync cpu-bound */\n  function inner(p: Point): string { return token + p.double; }\n}\n`,
    'd.ts': add,
  };

  test('is the same for the same input, whatever the order of its files', () => {
    const one = project('same', sources);
    const first = written(one);
    expect(first.size).toBeGreaterThan(12);
    for (const roots of [one.roots, one.roots.toReversed(), [...one.roots.slice(2), ...one.roots.slice(0, 2)]]) {
      const again = written({ ...one, roots });
      expect([...again].sort()).toEqual([...first].sort());
    }
  });

  test('is the same in another place', () => {
    const [here, there] = ['here', 'there/and/deeper'].map((name) => {
      const copied = project(name, sources);
      return new Map(
        [
          ...written({
            ...copied,
            options: {
              ...copied.options,
              configFilePath: path.join(copied.folder, 'tsconfig.json'),
            } as ts.CompilerOptions,
          }),
        ].map(([file, text]) => [path.relative(copied.folder, file), text]),
      );
    });
    expect(there).toEqual(here);
  });

  test('holds nothing of the environment, of captured values, or of the machine', () => {
    process.env['UNSYNC_TEST_SECRET'] = 'very-secret-value';
    try {
      const files = written(project('secret', sources));
      const secrets = ['very-secret-value', home, root, process.execPath].filter((text) => text.length > 3);
      for (const [file, text] of files)
        for (const secret of secrets) expect(`${file} ${text.includes(secret)}`).toBe(`${file} false`);
      const main = files.get(path.join(home, 'secret/out/c/c.js'))!;
      expect(main).toContain('captures: () => ({ token: token })');
      expect(main).toContain(`process.env['UNSYNC_TEST_SECRET']`);
    } finally {
      delete process.env['UNSYNC_TEST_SECRET'];
    }
  });

  test('text of the source stays text', () => {
    const text = `\`\${process.exit(3)}\` */ </script> " ' \\\\ \\u2028`;
    const quoted = project('text', {
      'main.ts': `const text = ${JSON.stringify(text)};\n/**\n * ${text.replace('*/', '')}\n * @unsync cpu-bound\n */\nexport function say(n: number): string { return text + n; }\n`,
    });
    for (const [file, code] of written(quoted)) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, code);
    }
    expect(run(quoted.out, `console.log(JSON.stringify(await (await import('./main.js')).say(1)));`)).toBe(`${text}1`);
  });
});
