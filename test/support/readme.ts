/** Follows the README as a new user would: writes its files into an empty folder and runs its commands. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

export const repository = path.resolve(import.meta.dirname, '../..');
const readme = fs.readFileSync(path.join(repository, 'README.md'), 'utf8');

/** Fenced blocks in order: what follows the language is the name of the file, or what the text is. */
const blocks = [...readme.matchAll(/^```(\w+)(?: (.+))?\n([\s\S]*?)^```/gm)].map(([, language, name, text]) => ({
  language: language!,
  name: name ?? '',
  text: text!,
}));
/** The text of a block by its name; the nth of those. */
export const block = (name: string, nth = 0) => {
  const found = blocks.filter((b) => b.name === name)[nth];
  if (!found) throw new Error(`README.md has no block '${name}' (${nth})`);
  return found.text;
};

/** The shell commands of the block that installs, as they stand there. */
export const installCommands = blocks
  .find((b) => b.language === 'sh')!
  .text.trim()
  .split('\n');

/** `folder` has `unsync`, a compiler and `tspc` installed, and a package.json that says the module format. */
export function follow(folder: string): void {
  fs.mkdirSync(path.join(folder, 'src'), { recursive: true });
  for (const { name, text } of blocks) {
    if (/^(src\/\S+|tsconfig\.json)$/.test(name) && !name.includes('refused'))
      fs.writeFileSync(path.join(folder, name), text);
  }
  const tspc = [path.join(folder, 'node_modules/ts-patch/bin/tspc.js')];
  const run = (...args: string[]) =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

  run(...tspc);
  expect(run('dist/main.js')).toBe(block('stdout'));
  expect(run('dist/forms.js')).toBe(block('stdout', 1));
  expect(run('dist/values.js')).toBe(block('stdout', 2));
  expect(run('dist/more.js')).toBe(block('stdout', 3));
  expect(run('dist/look.js')).toBe(block('stdout', 4));
  expect(run('dist/many.js')).toBe(block('stdout', 5));
  expect(run('dist/ready.js')).toBe(block('stdout', 6));
  expect(run('dist/limits.js')).toBe(block('stdout', 7));
  expect(run(path.join(folder, 'node_modules/unsync/dist/transformer/hosts/cli/cli.js'), 'verify', 'dist')).toContain(
    '7 marked functions',
  );

  const explained = run(path.join(folder, 'node_modules/unsync/dist/transformer/hosts/cli/cli.js'), 'explain');
  expect(explained).toContain(block('npx unsync explain'));

  const isModule =
    (JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: string }).type === 'module';
  if (isModule)
    expect(fs.readFileSync(path.join(folder, 'dist/tasks.unsync.js'), 'utf8')).toBe(block('dist/tasks.unsync.js'));
  run(...tspc, '--declaration');
  expect(fs.readFileSync(path.join(folder, 'dist/tasks.d.ts'), 'utf8')).toContain(
    block('dist/tasks.d.ts (with "declaration": true)').trim(),
  );

  fs.writeFileSync(path.join(folder, 'src/refused.ts'), block('src/refused.ts'));
  const refused = spawnSync(process.execPath, tspc, { cwd: folder, encoding: 'utf8' });
  expect(refused.stdout).toContain(block('tspc').trim());
  expect(refused.status).toBe(2);

  fs.writeFileSync(
    path.join(folder, 'src/refused.ts'),
    `import { fibonacci } from './tasks.js';\nfibonacci(30) + 1;\n`,
  );
  const wrong = spawnSync(process.execPath, tspc, { cwd: folder, encoding: 'utf8' });
  expect(wrong.stdout).toBe(
    "src/refused.ts(2,1): error TS2365: Operator '+' cannot be applied to types 'Unfuture<number>' and '1'.\n",
  );
}
