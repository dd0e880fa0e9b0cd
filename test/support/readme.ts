/**
 * Follows the README, and each page of docs/, as a new user would: writes their files into an empty folder, compiles, and
 * compares what is printed. A fenced block says after its language what it is:
 * - `src/…`, `tsconfig.json`: a file of the page. Pages have the README's `tsconfig.json` and `src/tasks.ts`, too;
 * - `stdout`: what the file of the nearest `src/…` block above it prints, once compiled;
 * - `tspc`: the error that the nearest file above it is; `warning`: what is said of the page's programs;
 * - `npx unsync …`, `dist/…`: what a command prints, and what is written.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

export const repository = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
  bin: { unsync: string };
};
/** The command `unsync`, from the folder of the package. */
export const command = manifest.bin.unsync;

interface Block {
  readonly language: string;
  /** Empty where nothing follows the language. */
  readonly name: string;
  readonly text: string;
}

/** A program of a page, and what the page says of it. */
interface Program {
  readonly file: string;
  readonly is: 'printing' | 'refused' | 'silent';
  readonly said: string;
}

export class Page {
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Each of its files under src/, in order. */
  readonly programs: readonly Program[];

  constructor(readonly name: string) {
    this.text = fs.readFileSync(path.join(repository, name), 'utf8');
    this.blocks = [...this.text.matchAll(/^```(\w*)(?: (.+))?\n([\s\S]*?)^```/gm)].map(([, language, name, text]) => ({
      language: language!,
      name: name ?? '',
      text: text!,
    }));
    const programs: Program[] = [];
    for (const { name, text: said } of this.blocks) {
      if (name.startsWith('src/')) programs.push({ file: name, is: 'silent', said: '' });
      if (name !== 'stdout' && name !== 'tspc') continue;
      const { file, is } = programs.pop()!;
      if (is !== 'silent') throw new Error(`${this.name} says twice what ${file} is`);
      programs.push({ file, is: name === 'stdout' ? 'printing' : 'refused', said });
    }
    this.programs = programs;
  }

  /** The text of a block by its name; the first of those. */
  block(name: string): string {
    const found = this.blocks.find((block) => block.name === name);
    if (!found) throw new Error(`${this.name} has no block '${name}'`);
    return found.text;
  }

  /** Its files, but those that are errors. */
  write(folder: string): void {
    fs.mkdirSync(folder, { recursive: true });
    const refused = this.programs.filter(({ is }) => is === 'refused').map(({ file }) => file);
    for (const { name, text } of this.blocks)
      if (name.startsWith('src/') && !refused.includes(name))
        fs.writeFileSync(path.join(folder, path.basename(name)), text);
  }
}

export const readme = new Page('README.md');
export const pages: readonly Page[] = fs
  .readdirSync(path.join(repository, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => new Page(`docs/${name}`));

/** The shell commands of the block that installs, as they stand there. */
export const installCommands = readme.blocks
  .find((b) => b.language === 'sh')!
  .text.trim()
  .split('\n');

const run = (cwd: string, ...args: string[]) =>
  execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Runs what a page says is printed, where it was compiled to. */
function runPrograms(page: Page, folder: string): void {
  for (const { file, is, said } of page.programs)
    if (is === 'printing')
      expect(run(folder, `dist/${path.basename(file, '.ts')}.js`), `${page.name}, ${file}`).toBe(said);
}

/** `folder` has `unsync`, a compiler and `tspc` installed, and a package.json that says the module format. */
export function follow(folder: string): void {
  const tspc = path.join(folder, 'node_modules/ts-patch/bin/tspc.js');
  const unsync = path.join(folder, 'node_modules/unsync', command);
  fs.writeFileSync(path.join(folder, 'tsconfig.json'), readme.block('tsconfig.json'));
  readme.write(path.join(folder, 'src'));

  run(folder, tspc);
  runPrograms(readme, folder);
  expect(run(folder, unsync, 'verify', 'dist')).toContain('3 marked functions');
  expect(run(folder, unsync, 'explain')).toContain(readme.block('npx unsync explain'));
  const isModule =
    (JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { type?: string }).type === 'module';
  if (isModule)
    expect(fs.readFileSync(path.join(folder, 'dist/tasks.unsync.js'), 'utf8')).toBe(
      readme.block('dist/tasks.unsync.js'),
    );

  refuse(folder, tspc);
  followPages(folder, tspc, unsync);
}

/** The README's errors, and none beside them. */
function refuse(folder: string, tspc: string): void {
  const errors = [
    "src/wrong.ts(2,1): error TS2365: Operator '+' cannot be applied to types 'Unfuture<number>' and '1'.\n",
  ];
  fs.writeFileSync(path.join(folder, 'src/wrong.ts'), `import { fibonacci } from './tasks.js';\nfibonacci(30) + 1;\n`);
  for (const { file, is, said } of readme.programs) {
    if (is !== 'refused') continue;
    fs.writeFileSync(path.join(folder, file), readme.block(file));
    errors.push(said);
  }
  const { stdout, status } = spawnSync(process.execPath, [tspc, '--noEmit'], { cwd: folder, encoding: 'utf8' });
  expect([...stdout.matchAll(/.*\n(?: .*\n)*/g)].map(([error]) => error).sort()).toEqual(errors.sort());
  expect(status).toBe(2);
}

/**
 * The pages of docs/, compiled at once: of each, `docs/src/PAGE` is the `src` and `docs/dist/PAGE` the `dist` of the folder
 * that its programs run in.
 */
function followPages(folder: string, tspc: string, unsync: string): void {
  const docs = path.join(folder, 'docs');
  const withPrograms = pages.filter(({ programs }) => programs.length);
  const homeOf = (page: Page) => path.basename(page.name, '.md');
  for (const page of withPrograms) {
    const src = path.join(docs, 'src', homeOf(page));
    fs.mkdirSync(src, { recursive: true });
    fs.writeFileSync(path.join(src, 'tasks.ts'), readme.block('src/tasks.ts'));
    page.write(src);
  }
  fs.writeFileSync(path.join(docs, 'tsconfig.json'), readme.block('tsconfig.json'));
  const { stdout, stderr } = spawnSync(process.execPath, [tspc, '--declaration'], { cwd: docs, encoding: 'utf8' });
  expect(stdout).toBe('');
  const warnings = pages.flatMap(({ blocks }) => blocks.filter(({ name }) => name === 'warning'));
  expect(stderr.replace(/\bsrc\/\w+\//g, 'src/')).toBe(warnings.map(({ text }) => text).join(''));
  for (const page of withPrograms) {
    const home = path.join(docs, homeOf(page));
    fs.mkdirSync(home);
    fs.writeFileSync(path.join(home, 'tsconfig.json'), readme.block('tsconfig.json'));
    fs.symlinkSync(path.join(docs, 'dist', homeOf(page)), path.join(home, 'dist'), 'junction');
    runPrograms(page, home);
    expect(fs.readFileSync(path.join(home, 'dist/tasks.d.ts'), 'utf8')).toContain(
      readme.block('dist/tasks.d.ts (with "declaration": true)').trim(),
    );
  }
  const sources = withPrograms.flatMap(({ blocks }) => blocks.filter(({ name }) => name.startsWith('src/')));
  const count = sources.reduce((sum, { text }) => sum + text.split('/** @unsync').length - 1, withPrograms.length * 3);
  expect(run(docs, unsync, 'verify', 'dist')).toContain(`${count} marked functions`);
}
