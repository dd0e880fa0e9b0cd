/** The pages of hosts to the letter, each in a folder that `npm init -y` made: install lines, files, commands, output. */
import { execSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from '../support/readme';
import { tarball } from './tarball';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-pages-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }), 120_000);

/** A page, read in order: its shell commands, files by their names, and what it says is printed. */
function stepsOf(page: string): { language: string; file: string | undefined; text: string }[] {
  return [...page.matchAll(/(?:^`([\w.]+)`[^\n]*:\n\n|^([^\n]*):\n\n|^)```(\w*)[^\n]*\n([\s\S]*?)^```/gm)].map(
    ([, file, before, language, text]) => ({ language: language || before!, file, text: text! }),
  );
}

/** In the same folder: what the page says of tsup, declaration files among it. */
function withTsup(folder: string, run: (command: string) => string): void {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/esbuild.md'), 'utf8');
  const [install] = /npm install --save-dev tsup [^`]*/.exec(page)!;
  const [line] = /onSuccess: .*/.exec(page)!;
  const config = path.join(folder, 'tsup.config.ts');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('esbuildPlugins:', `${line}\n  esbuildPlugins:`));
  // whose output is a future
  fs.appendFileSync(path.join(folder, 'main.ts'), 'export { primesBelow };\n');
  run(install);
  run('npx tsup');
  expect(run('node dist/main.cjs')).toBe(run('node dist/main.js'));
  expect(fs.readFileSync(path.join(folder, 'dist/primes.d.ts'), 'utf8')).toContain('Unfuture<number[]>');
}

test.each(['node', 'jest', 'vite', 'esbuild', 'tsdown'])(
  '%s',
  (name) => {
    const folder = path.join(root, name);
    fs.mkdirSync(folder);
    const run = (command: string) =>
      execSync(command, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    run('npm init -y');
    let last = '';
    let compared = 0;
    for (const { language, file, text } of stepsOf(
      fs.readFileSync(path.join(repository, `docs/hosts/${name}.md`), 'utf8'),
    )) {
      if (file) fs.writeFileSync(path.join(folder, file), text);
      else if (language === 'It prints') {
        expect(last.replace(/ +/g, ' ')).toBe(text.replace(/ +/g, ' '));
        compared++;
      } else if (language === 'sh')
        for (const command of text.trim().split('\n'))
          last = run(command.replace(/^(npm install) unsync$/, `$1 ${tarball} --no-audit --no-fund`));
    }
    expect(compared + Number(name === 'jest')).toBeGreaterThan(0);
    if (name === 'esbuild') withTsup(folder, run);
    if (name === 'tsdown')
      expect(fs.readFileSync(path.join(folder, 'dist/primes.d.mts'), 'utf8')).toContain('Unfuture<number[]>');
  },
  300_000,
);
