/** An editor that no longer waits for an answer, since a key was pressed meanwhile. */
import fs from 'node:fs';
import path from 'node:path';
import type { LanguageServiceHost as Host } from 'typescript';
import { expect, test } from 'vitest';
import { createLanguageService } from '../../transformer/hosts/editor/language-service';
import { resolveOptions } from '../../transformer/options';
import { typescript as ts } from '../support/compile';
import { config, files } from './editing';
import { project } from './project';

test('what is looked for is given up at any moment, and asked again it is all there', () => {
  const folder = project({ ...files, 'tsconfig.json': JSON.stringify(config) });
  const names = Object.keys(files)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name));
  const { options: compilerOptions } = ts.convertCompilerOptionsFromJson(config.compilerOptions, folder);
  let version = 0;
  let left = Infinity;
  let asked = 0;
  const host: Host = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => true,
    getCompilationSettings: () => compilerOptions,
    getScriptFileNames: () => names,
    getScriptVersion: (name) => (name.endsWith('tasks.ts') ? String(version) : '1'),
    getScriptSnapshot: (name) =>
      fs.existsSync(name) ? ts.ScriptSnapshot.fromString(fs.readFileSync(name, 'utf8')) : undefined,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getCancellationToken: () => ({ isCancellationRequested: () => ++asked > left }),
  };
  const said: unknown[] = [];
  const service = createLanguageService({
    ts,
    host,
    plain: ts.createLanguageService(host),
    options: resolveOptions({}).options,
    log: (error) => said.push(error),
  });
  const look = () => service.getSemanticDiagnostics(path.join(folder, 'tasks.ts')).map((d) => d.messageText);

  const found = look();
  const all = asked;
  expect(all).toBeGreaterThan(3);
  for (left = 0; left < all; left += Math.ceil(all / 20)) {
    version++;
    asked = 0;
    expect(look).toThrow(ts.OperationCanceledException);
  }
  left = Infinity;
  expect(look()).toEqual(found);
  expect(said).toEqual([]);
});
