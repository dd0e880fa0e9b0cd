/** Projects without marks, plugins that fail, and the page. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { config, edit, editors, failures, files, tasks } from './editing';
import { modules, project, repository } from './project';
import { Editor } from './tsserver';

test('without marks, all is as it is without the plugin', async () => {
  const { plugins, ...compilerOptions } = config.compilerOptions;
  const unmarked = (text: string) => text.replaceAll('@unsync', '@other');
  const given = {
    'shapes.ts': files['shapes.ts'],
    'tasks.ts': unmarked(tasks),
    'main.ts': 'import { fib } from "./tasks.js";\nconst n = fib(1) + 1;\nn.then();\nfib(1).r;\n',
  };
  const answers = [true, false].map(async (withPlugin) => {
    const options = withPlugin ? { ...compilerOptions, plugins } : compilerOptions;
    const editor = edit(
      { ...given, 'tsconfig.json': JSON.stringify({ compilerOptions: options }) },
      'main.ts',
      'tasks.ts',
    );
    const file = editor.file('main.ts');
    const at = editor.at('main.ts', 'fib(1) +');
    const asked = [
      editor.ask('semanticDiagnosticsSync', { file }),
      editor.ask('suggestionDiagnosticsSync', { file }),
      editor.ask('quickinfo', at),
      editor.ask('references', at),
      editor.ask('definitionAndBoundSpan', at),
      editor.ask('signatureHelp', editor.at('main.ts', 'fib(|1) +')),
      editor.ask('completionInfo', editor.at('main.ts', 'fib(1).r|')),
      editor.ask('provideInlayHints', { file, start: 0, length: 100 }),
      editor.ask('navtree', { file }),
    ];
    const folder = path.dirname(file);
    return [JSON.stringify(await Promise.all(asked)).replaceAll(folder, ''), failures(editor)];
  });
  const [withPlugin, without] = await Promise.all(answers);
  expect(withPlugin).toEqual(without);
  expect(withPlugin![1]).toEqual([]);
  expect(withPlugin![0]).toContain('toFixed');
});

test('what goes wrong in the plugin is logged, and answered as without it', () => {
  const require = createRequire(import.meta.url);
  const ts = require(path.join(modules, 'typescript')) as typeof import('typescript');
  const plugin = require('../../dist/transformer/hosts/tsserver.js') as (m: { typescript: typeof ts }) => {
    create(info: object): import('typescript').LanguageService;
  };
  const text = '/** @unsync */\nexport function fib(n: number): number {\n  return n;\n}\n';
  const host: import('typescript').LanguageServiceHost = {
    getCompilationSettings: () => ({ noLib: true, types: [] }),
    getScriptFileNames: () => ['/tasks.ts'],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (name === '/tasks.ts' ? ts.ScriptSnapshot.fromString(text) : undefined),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => '/lib.d.ts',
    fileExists: (name) => name === '/tasks.ts',
    readFile: () => undefined,
  };
  const languageService = ts.createLanguageService(host);
  const log: string[] = [];
  const decorated = plugin({ typescript: ts }).create({
    config: { name: 'unsync' },
    languageService,
    languageServiceHost: {
      ...host,
      getScriptFileNames: () => {
        throw new Error('out of order');
      },
    },
    project: { projectService: { logger: { info: (message: string) => log.push(message) } } },
  });
  const at = text.indexOf('fib');
  expect(decorated.getQuickInfoAtPosition('/tasks.ts', at)).toEqual(
    languageService.getQuickInfoAtPosition('/tasks.ts', at),
  );
  expect(log).toEqual([expect.stringContaining('unsync: getQuickInfoAtPosition: Error: out of order')]);
});

test('the page says what happens, beside TypeScript 7, too', async () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/editor.md'), 'utf8');
  const all = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)];
  const blocks = (language: string) => all.flatMap(([, of, text]) => (of === language ? [text!] : []));
  const [tsconfig, inVsCode, beside] = blocks('json');
  const [tasksText, mainText] = blocks('ts');
  const [hover, error] = blocks('');
  const given = { 'tsconfig.json': tsconfig!, 'tasks.ts': tasksText!, 'main.ts': mainText! };
  expect(JSON.parse(inVsCode!)['typescript.tsdk']).toBe('node_modules/typescript/lib');
  const folder = project(given, 'module');
  const tsdk = path.join(folder, (JSON.parse(beside!) as Record<string, string>)['typescript.tsdk']!);
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(
    path.join(repository, 'node_modules/typescript-7'),
    path.join(folder, 'node_modules/typescript'),
    'junction',
  );
  fs.symlinkSync(fs.realpathSync(path.join(modules, 'typescript')), path.dirname(tsdk), 'junction');
  const editor = new Editor(folder, path.dirname(tsdk));
  editors.push(editor);
  editor.open('main.ts');
  const at = editor.at('main.ts', `countLines('tasks.ts')`);
  const info = await editor.ask<{ displayString: string; documentation: string }>('quickinfo', at);
  expect(`${info.displayString}\n${info.documentation}\n`).toBe(hover);
  expect(await editor.diagnostics('main.ts')).toEqual([`error 2365 'countLines('tasks.ts') + 1': ${error!.trim()}`]);
});
