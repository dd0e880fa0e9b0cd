/**
 * Every program of the README and of docs/ is executed, in an ES module project and in a CommonJS one; commands exist, and
 * links lead somewhere. Pages of docs/hosts have tests of their own, beside those of the hosts and in pack/.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { command, follow, pages, readme, repository } from './support/readme';

const toolchain = process.env['UNSYNC_TOOLCHAIN'] ?? repository;

test.each(['module', 'commonjs'])('works to the letter in a project of type %s', (type) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `unsync-readme-${type}-`));
  try {
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
    fs.symlinkSync(repository, path.join(folder, 'node_modules/unsync'), 'junction');
    fs.symlinkSync(path.join(repository, 'node_modules/@types'), path.join(folder, 'node_modules/@types'), 'junction');
    for (const tool of ['typescript', 'ts-patch'])
      fs.symlinkSync(path.join(toolchain, 'node_modules', tool), path.join(folder, 'node_modules', tool), 'junction');
    follow(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('the README is read in a minute', () => {
  expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(10 * 1024);
});

/** What no program is, and no test runs: commands; those of docs/redis.md, test/redis does run. */
const shown = ['sh'];

test.each([readme, ...pages])('$name: no program that is not run', (page) => {
  const kinds =
    /^(src\/\w+\.ts|stdout|tspc|warning|tsconfig\.json|npx unsync explain|dist\/tasks\.(unsync\.js|d\.ts.*))$/;
  expect(page.blocks.filter((b) => !kinds.test(b.name) && !shown.includes(b.language))).toEqual([]);
  if (page !== readme) expect(page.blocks.filter((b) => /^tsconfig|^dist|^npx|^tspc/.test(b.name))).toEqual([]);
  // what nothing is said of is loaded by another, or run by a command
  for (const { file } of page.programs.filter(({ is }) => is === 'silent')) {
    const loaded = new RegExp(`(\\./|dist/)${path.basename(file, '.ts')}\\.js`);
    expect(page.blocks.filter(({ name, text }) => name !== file && loaded.test(text)).length, file).toBeGreaterThan(0);
  }
});

test('the commands that are named exist', () => {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const help = execFileSync(process.execPath, [path.join(repository, command), '--help'], { encoding: 'utf8' });
  for (const [page, text] of all()) {
    if (!/^(README|CONTRIBUTING|docs\/[\w-]+)\.md$/.test(page)) continue;
    for (const [, name] of text.matchAll(/\bnpm (?:run )?(start\b|test\b|(?<=run )[\w:-]+)/g))
      expect(Object.keys(scripts), page).toContain(name);
    for (const [, name] of text.matchAll(/\bnpx unsync (\w+)/g)) expect(help, page).toContain(`unsync ${name} `);
  }
  expect(help).toContain('unsync explain [-p tsconfig.json] [--json | --phases <file>]');
});

/** All that is written for people, by its path. */
function all(): ReadonlyMap<string, string> {
  // what is installed there links back to the repository
  const inside = (folder: string): string[] =>
    fs.readdirSync(path.join(repository, folder), { withFileTypes: true }).flatMap((entry) => {
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : inside(`${folder}/${entry.name}`);
      return entry.name.endsWith('.md') ? [`${folder}/${entry.name}`] : [];
    });
  const names = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
  for (const folder of ['docs', 'examples', 'transformer', 'runtime']) names.push(...inside(folder));
  return new Map(names.map((name) => [name, fs.readFileSync(path.join(repository, name), 'utf8')]));
}

const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```/gm, '');

/** As GitHub makes them of headings. */
function anchorsOf(text: string): readonly string[] {
  const headings = [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.map((anchor, i) => {
    const before = headings.slice(0, i).filter((other) => other === anchor).length;
    return before ? `${anchor}-${before}` : anchor;
  });
}

test.each([...all()])('%s: links lead somewhere', (name, text) => {
  const dead: string[] = [];
  for (const [, link] of withoutCode(text)
    .replace(/`[^`\n]*`/g, '')
    .matchAll(/\]\(([^()\s]+)\)/g)) {
    if (/^https?:/.test(link!)) continue;
    const [to, anchor] = link!.split('#');
    const target = path.posix.join(to ? path.posix.dirname(name) : '', to || name);
    if (!fs.existsSync(path.join(repository, target))) dead.push(link!);
    else if (anchor && !anchorsOf(fs.readFileSync(path.join(repository, target), 'utf8')).includes(anchor))
      dead.push(link!);
  }
  expect(dead).toEqual([]);
});

test('docs/README.md leads to every page', () => {
  const index = fs.readFileSync(path.join(repository, 'docs/README.md'), 'utf8');
  const others = pages.map(({ name }) => path.posix.basename(name)).filter((name) => name !== 'README.md');
  expect(others.filter((name) => !index.includes(`](${name})`))).toEqual([]);
});

test('CONTRIBUTING.md: what it names is there', () => {
  const text = fs.readFileSync(path.join(repository, 'CONTRIBUTING.md'), 'utf8');
  const named = [...withoutCode(text).matchAll(/`([\w.@-]+(?:\/[\w.@-]*)+)`/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !/\bNAME\b/.test(name) && !fs.existsSync(path.join(repository, name)))).toEqual([]);
});
