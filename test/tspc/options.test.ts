/** The sample compiles and runs alike under every compiler option that changes what tsc writes, or where. */
import { expect, test } from 'vitest';
import { config, type Files, type Json, Project, type Ran } from './project';
import { printed, sample, sources } from './sample';

interface Case {
  readonly options: Json;
  readonly files?: Files;
  readonly args?: readonly string[];
  /** What node runs; `false` where there is nothing to run. */
  readonly entry?: string | false;
  readonly check?: (project: Project, ran: Ran) => void;
}

const mapOf = (project: Project, name: string) =>
  JSON.parse(project.read(name)) as { file: string; sources: string[]; sourcesContent?: string[] };
const inlineMapOf = (text: string) =>
  JSON.parse(
    Buffer.from(/sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(text)![1]!, 'base64').toString(),
  ) as { file: string; sources: string[]; sourcesContent?: string[] };
const inEveryFile = (change: (text: string) => string): Files =>
  Object.fromEntries(Object.entries(sources).map(([name, text]) => [name, change(text)]));
const scripts = (project: Project) => Object.keys(project.outputs()).filter((n) => n.endsWith('.js'));
const allScripts = ['helper.js', 'main.js', 'math.js', 'math.unsync.js'];
const manifest = 'unsync-manifest.json';

const cases: Record<string, Case> = {
  'only JavaScript': { options: {}, check: (p) => expect(Object.keys(p.outputs())).toEqual([...allScripts, manifest]) },
  '--noEmit': {
    options: {},
    args: ['-p', '.', '--noEmit'],
    entry: false,
    check: (p) => expect(p.has('dist')).toBe(false),
  },
  emitDeclarationOnly: {
    options: { declaration: true, emitDeclarationOnly: true },
    entry: false,
    check: (p) => expect(Object.keys(p.outputs())).toEqual(['helper.d.ts', 'main.d.ts', 'math.d.ts']),
  },
  'sourceMap, with sourceRoot': {
    options: { sourceMap: true, sourceRoot: 'https://example.com/' },
    check(p) {
      expect(mapOf(p, 'dist/math.unsync.js.map')).toMatchObject({
        file: 'math.unsync.js',
        sourceRoot: 'https://example.com/',
        sources: ['math.ts'],
      });
      expect(mapOf(p, 'dist/math.js.map')).toMatchObject({ file: 'math.js', sources: ['math.ts'] });
      expect(p.read('dist/math.unsync.js')).toMatch(/\n\/\/# sourceMappingURL=math\.unsync\.js\.map$/);
    },
  },
  'sourceMap, with mapRoot and inlineSources': {
    options: { sourceMap: true, mapRoot: 'https://example.com/maps', inlineSources: true },
    check(p) {
      expect(p.read('dist/math.unsync.js')).toMatch(
        /\n\/\/# sourceMappingURL=https:\/\/example\.com\/maps\/math\.unsync\.js\.map$/,
      );
      // what the user wrote, not what the checker was shown
      for (const name of ['dist/math.js.map', 'dist/math.unsync.js.map'])
        expect(mapOf(p, name).sourcesContent).toEqual([sources['src/math.ts']]);
    },
  },
  'inlineSourceMap and inlineSources': {
    options: { inlineSourceMap: true, inlineSources: true },
    check(p) {
      expect(Object.keys(p.outputs())).toEqual([...allScripts, manifest]);
      for (const name of ['math.js', 'math.unsync.js']) {
        expect(inlineMapOf(p.read(`dist/${name}`))).toMatchObject({
          file: name,
          sources: ['../src/math.ts'],
          sourcesContent: [sources['src/math.ts']],
        });
      }
    },
  },
  'declaration, declarationDir and declarationMap': {
    options: { declaration: true, declarationMap: true, declarationDir: 'types' },
    check(p) {
      expect(Object.keys(p.outputs())).toEqual([...allScripts, manifest]);
      expect(Object.keys(p.outputs('types'))).toEqual(
        ['helper', 'main', 'math'].flatMap((n) => [`${n}.d.ts`, `${n}.d.ts.map`]),
      );
    },
  },
  listEmittedFiles: {
    options: { listEmittedFiles: true, sourceMap: true },
    check(p, { output }) {
      const listed = [...output.matchAll(/^TSFILE: (.*)$/gm)]
        .map(([, name]) => name!.replace(`${p.path('dist')}/`, ''))
        .sort();
      expect(listed).toEqual(Object.keys(p.outputs()));
    },
  },
  noEmitOnError: {
    options: { noEmitOnError: true, declaration: true },
    check: (p) => expect(scripts(p)).toEqual(allScripts),
  },
  isolatedModules: { options: { isolatedModules: true } },
  verbatimModuleSyntax: { options: { verbatimModuleSyntax: true, isolatedModules: true } },
  isolatedDeclarations: { options: { isolatedDeclarations: true, declaration: true } },
  erasableSyntaxOnly: {
    options: { erasableSyntaxOnly: true },
    files: {
      'src/math.ts': sources['src/math.ts']!.replace(/enum Unit .*/, 'const Unit = { Ten: 10 };')
        .replace(
          'constructor(readonly key: string) { super',
          'readonly key: string;\n  constructor(key: string) { super',
        )
        .replace("('no ' + key)", "('no ' + key); this.key = key"),
    },
  },
  'noUnusedLocals and noUnusedParameters': { options: { noUnusedLocals: true, noUnusedParameters: true } },
  'every strict option': {
    options: {
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noImplicitReturns: true,
      noPropertyAccessFromIndexSignature: true,
      noFallthroughCasesInSwitch: true,
      allowUnreachableCode: false,
      noUncheckedSideEffectImports: true,
      strictNullChecks: true,
      isolatedModules: true,
      skipLibCheck: false,
      declaration: true,
    },
  },
  'not strict': { options: { strict: false, declaration: true } },
  removeComments: {
    options: { removeComments: true, declaration: true },
    check(p) {
      expect(p.read('dist/math.js')).not.toContain('Computes some');
      expect(p.read('dist/math.d.ts')).not.toContain('Computes some');
    },
  },
  stripInternal: {
    options: { stripInternal: true, declaration: true },
    check: (p) => expect(p.read('dist/math.d.ts')).toContain('computeSome'),
  },
  'newLine crlf': {
    options: { newLine: 'crlf', declaration: true, sourceMap: true },
    check(p) {
      for (const [name, text] of Object.entries(p.outputs()))
        if (!name.endsWith('.map') && name !== manifest) expect(text.replaceAll('\r\n', ''), name).not.toContain('\n');
    },
  },
  'sources with CRLF': {
    options: { newLine: 'lf', sourceMap: true, declaration: true },
    files: inEveryFile((text) => text.replaceAll('\n', '\r\n')),
    check: (p) => expect(p.read('dist/math.unsync.js')).not.toMatch(/\r/),
  },
  'sources with a BOM': {
    options: { sourceMap: true, declaration: true },
    files: inEveryFile((text) => `\uFEFF${text}`),
  },
  emitBOM: {
    options: { emitBOM: true },
    check: (p) => allScripts.forEach((n) => expect(p.outputs()[n]!.startsWith('\xEF\xBB\xBF'), n).toBe(true)),
  },
  importHelpers: {
    options: { importHelpers: true, target: 'es2016', lib: ['es2022'] },
    files: {
      'node_modules/tslib/package.json':
        '{ "name": "tslib", "version": "2.8.1", "main": "tslib.js", "types": "tslib.d.ts" }',
      'node_modules/tslib/tslib.d.ts':
        'export declare function __awaiter(t: any, args: any, P: Function, make: Function): any;',
      'node_modules/tslib/tslib.js': `exports.__awaiter = (t, args, P, make) => new Promise((resolve, reject) => {
  const made = make.apply(t, args ?? []);
  const step = (verb, value) => { try { const r = made[verb](value); r.done ? resolve(r.value) : Promise.resolve(r.value).then((v) => step('next', v), (e) => step('throw', e)); } catch (e) { reject(e); } };
  step('next');
});`,
      'src/math.ts': `${sources['src/math.ts']}\n/** @unsync cpu-bound */\nexport async function slow(n: number): Promise<number> { return await n; }\n`,
    },
    check: (p) => ['math.js', 'math.unsync.js'].forEach((n) => expect(p.read(`dist/${n}`)).toContain('from "tslib"')),
  },
  'helpers written out': {
    options: { target: 'es2016', lib: ['es2022'] },
    files: {
      'src/math.ts': `${sources['src/math.ts']}\n/** @unsync cpu-bound */\nexport async function slow(n: number): Promise<number> { return await n; }\n`,
    },
    check: (p) =>
      ['math.js', 'math.unsync.js'].forEach((n) => expect(p.read(`dist/${n}`)).toContain('var __awaiter =')),
  },
  'no outDir: next to the sources': {
    options: { outDir: undefined, rootDir: undefined, sourceMap: true },
    entry: 'src/main.js',
    check: (p) =>
      expect(Object.keys(p.outputs('src')).filter((n) => n.includes('unsync'))).toEqual([
        'math.unsync.js',
        'math.unsync.js.map',
      ]),
  },
  '-p with a folder, no rootDir': {
    options: {},
    files: {
      'src/tsconfig.json': config(
        { rootDir: undefined, outDir: '../dist', sourceMap: true },
        { files: ['main.ts'], include: undefined },
      ),
    },
    args: ['-p', 'src'],
  },
  '-p with a file that extends another': {
    options: { sourceMap: true },
    files: { 'tsconfig.build.json': '{ "extends": "./tsconfig.json", "compilerOptions": { "removeComments": true } }' },
    args: ['-p', 'tsconfig.build.json'],
  },
  'no -p at all': { options: {}, args: [] },
  rootDirs: {
    options: { rootDir: undefined, rootDirs: ['src', 'generated'] },
    files: {
      'generated/extra.ts': 'export {};\n',
      'tsconfig.json': config({ rootDir: '.', rootDirs: ['src', 'generated'] }, { include: ['src', 'generated'] }),
    },
    entry: 'dist/src/main.js',
  },
  composite: { options: { composite: true }, check: (p) => expect(p.has('dist/math.unsync.js')).toBe(true) },
  incremental: {
    options: { incremental: true, tsBuildInfoFile: 'cache/info' },
    check: (p) => expect(p.has('cache/info')).toBe(true),
  },
  assumeChangesOnlyAffectDirectDependencies: {
    options: { composite: true, assumeChangesOnlyAffectDirectDependencies: true },
  },
  noCheck: { options: { noCheck: true } },
  'module preserve': { options: { module: 'preserve', moduleResolution: 'bundler', target: 'esnext' } },
  'module esnext, moduleResolution bundler': { options: { module: 'esnext', moduleResolution: 'bundler' } },
  'module node16': { options: { module: 'node16', moduleResolution: 'node16' } },
  'module es2020, useDefineForClassFields off': {
    options: { module: 'es2020', moduleResolution: 'bundler', useDefineForClassFields: false },
  },
  'target es2015': { options: { target: 'es2015', lib: ['es2022'] } },
  alwaysStrict: { options: { alwaysStrict: true, module: 'nodenext' } },
  'a name on the command line overrules': {
    options: { outDir: 'elsewhere' },
    args: ['-p', '.', '--outDir', 'dist', '--sourceMap'],
    check: (p) => expect(p.has('dist/math.unsync.js.map')).toBe(true),
  },
};

test.concurrent.for(Object.entries(cases))(
  '%s',
  async ([, { options, files, args = ['-p', '.'], entry = 'dist/main.js', check }], { expect }) => {
    const project = new Project(sample(options, files));
    const ran = await project.tspc(...args);
    expect(ran.output.replace(/^TSFILE: .*\n/gm, '')).toBe('');
    expect(ran.code).toBe(0);
    check?.(project, ran);
    if (entry === false) return;
    expect(await project.node(entry)).toMatchObject({ code: 0, output: printed });
  },
);
