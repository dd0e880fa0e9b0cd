/** Makes a project of a package: lays out its sources, marked and plain, and compiles them with tspc. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import { markAll } from '../corpus/marks.mjs';
import { defaults, installInto, linkRuntime, repository, sourcesIn } from '../corpus/project.mjs';
import { tspc } from '../realcode/project.mjs';
import { functionsOf } from './functions.mjs';

const folder = path.join(repository, '.cache', 'in-place');
const projectOf = (entry) => path.join(folder, 'projects', entry.name.replace('@', '').replace('/', '-'));

/** `runtime`: the folder whose build stands in for ours. */
export async function install(packages, runtime = repository) {
  const dependencies = Object.fromEntries(packages.map((p) => [p.name, p.version]));
  await installInto(folder, { private: true, dependencies });
  linkRuntime(folder, runtime);
}

/** @param side 'out', with the marks, or 'plain' */
export const outputFolder = (entry, side) => path.join(projectOf(entry), side);
export const outputOf = (entry, side, module) => path.join(outputFolder(entry, side), `${module}.js`);

/** What is to be marked, in the sources as they are shipped: by `module.function`, as all names here are. */
export function list(entry) {
  layOut(entry, () => false);
  const src = path.join(projectOf(entry), 'src');
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    JSON.parse(fs.readFileSync(path.join(projectOf(entry), 'tsconfig.json'), 'utf8')),
    ts.sys,
    projectOf(entry),
  );
  return functionsOf(ts.createProgram(fileNames, options), (file) =>
    file.fileName.startsWith(src) && !file.isDeclarationFile ? moduleOf(path.relative(src, file.fileName)) : undefined,
  );
}

const moduleOf = (name) => name.replace(/\.[cm]?[jt]sx?$/, '');

/** Compiles with marks on the functions that `wants`: what is said of each of them, and what can't be told of one. */
export async function compile(entry, wants) {
  const marks = layOut(entry, wants);
  const { stdout, stderr } = await tspc(projectOf(entry));
  const found = (output, kind) =>
    [...output.matchAll(new RegExp(`^src/(.*)\\.[jt]sx?\\((\\d+),\\d+\\): ${kind}UNSYNC(\\d+): (.*)`, 'gm'))].map(
      ([, module, line, code, text]) => ({ of: ofWhat(marks, module, Number(line), text), code: Number(code), text }),
    );
  return {
    marked: marks.map((m) => m.name),
    errors: found(stdout, 'error TS\\d+: '),
    warnings: found(stderr, 'warning '),
    typeErrors: [...stdout.matchAll(/error TS\d+: (?!UNSYNC).*/g)].map(([line]) => line),
    output: stdout + stderr,
  };
}

/** A finding is about the function that it names, in its file before others; else about the one that it stands in. */
function ofWhat(marks, module, line, text) {
  const quoted = [...text.matchAll(/'([^']+)'/g)].map(([, name]) => name);
  const here = marks.filter((m) => m.module === module);
  const byName = (list) => quoted.map((name) => list.find((m) => m.key === name)).find(Boolean);
  const around = here.find((m) => m.first <= line && line <= m.last);
  return (byName(here) ?? around ?? byName(marks))?.name;
}

/** Of some functions, those that nothing in the project calls: who calls a marked one must wait for it. */
export function outermost(entry, names) {
  const { from, files } = sourcesOf(entry);
  const text = files.map((name) => fs.readFileSync(path.join(from, name), 'utf8')).join('\n');
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const called = new Set();
  for (const [, before, name] of code.matchAll(/(function\s+)?\b(\w+)\s*(?:<[^<>()]*>)?\(/g))
    if (!before) called.add(name);
  return names.filter((each) => !called.has(each.slice(each.lastIndexOf('.') + 1)));
}

function sourcesOf(entry) {
  const from = path.join(folder, 'node_modules', entry.name, entry.sources ?? 'src');
  return { from, files: entry.js ? scriptsIn(from) : [...sourcesIn(from)] };
}

function layOut(entry, wants) {
  const project = projectOf(entry);
  fs.rmSync(project, { recursive: true, force: true });
  const { from, files } = sourcesOf(entry);
  const marked = [];
  for (const name of files) {
    const text = fs.readFileSync(path.join(from, name), 'utf8');
    const module = moduleOf(name);
    const isDeclaration = /\.d\.[cm]?ts$/.test(name);
    const result = isDeclaration || name.endsWith('.json') ? { text, marks: [] } : markAll(name, text, wantsHere);
    function wantsHere(key, place) {
      return !place.nested && wants(`${module}.${key}`);
    }
    const lineOf = (position) => result.text.slice(0, position).split('\n').length;
    for (const { key, start, end } of result.marks)
      marked.push({ name: `${module}.${key}`, module, key, first: lineOf(start), last: lineOf(end) });
    write(path.join(project, 'src', name), entry.js ? intoComments(result.text) : result.text);
    if (!isDeclaration && !name.endsWith('.json')) write(outputOf(entry, 'plain', module), plain(text));
    else write(path.join(project, 'plain', name), text);
  }
  write(path.join(project, 'package.json'), JSON.stringify({ type: 'commonjs' }));
  const compilerOptions = {
    ...defaults,
    module: 'commonjs',
    outDir: 'out',
    sourceMap: false,
    allowJs: true,
    esModuleInterop: true,
    allowImportingTsExtensions: true,
    rewriteRelativeImportExtensions: true,
    typeRoots: [path.join(repository, 'node_modules', '@types')],
    ...entry.options,
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  };
  write(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }, null, 2));
  return marked;
}

/** Of JavaScript, the types stand in the comment before the function, which has to stay its last. */
const intoComments = (text) =>
  text.replace(/(\/\*\*(?:(?!\*\/)[\s\S])*)\*\/(\s*)\/\*\* @unsync \*\/ /g, '$1* @unsync */$2');

/** What the library is without us. */
const plain = (text) =>
  ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;

function scriptsIn(root) {
  return fs.readdirSync(root, { recursive: true }).filter((name) => /(?<!\.(test|spec))\.js$/.test(name));
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
