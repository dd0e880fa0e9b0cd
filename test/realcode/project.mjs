/** Makes projects of libraries: installs them all, copies and marks the sources of one, compiles it with tspc. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import ts from 'typescript';
import { markAll } from '../corpus/marks.mjs';
import { defaults, installInto, linkRuntime, repository } from '../corpus/project.mjs';
import { givenBack, speaksOfArguments } from '../support/watched.mjs';

/** What most libraries are installed in, and what material is taken from. */
export const folder = path.join(repository, '.cache', 'realcode');
const facades = path.join(repository, 'test', 'realcode', 'facades');
const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('ts-patch/package.json')),
  'bin',
  'tspc.js',
);
const shortName = (library) => library.name.replace(/^@/, '').replace('/', '-');
/** Those with ordinary facades are many, and large: so that a quick run installs few, the quick ones have a folder, too. */
const folderOf = ({ ordinary, quick }) => (ordinary ? `${folder}-ordinary${quick ? '-quick' : ''}` : folder);
const projectOf = (library, format) => path.join(folderOf(library), 'projects', shortName(library), format);
const packageOf = (library) => path.join(folderOf(library), 'node_modules', library.name);
const extension = (format) => (format === 'commonjs' ? 'cjs' : 'mjs');

/** All that are installed where one of the chosen is. */
export async function install(libraries, chosen) {
  for (const into of new Set(chosen.map(folderOf))) {
    const here = libraries.filter((l) => folderOf(l) === into);
    const dependencies = Object.assign({}, ...here.map((l) => ({ [l.name]: l.version, ...l.with })));
    // types are those of the repository's own Node
    await installInto(into, { private: true, type: 'module', dependencies });
    linkRuntime(into, repository);
  }
}

/** Where a module of a library's project is: as unsync made it, and as the library ships it. */
export function modules(library, format) {
  const project = projectOf(library, format);
  return {
    compiled: (name) => path.join(project, 'out', `${name}.js`),
    plain: (name) =>
      name === 'facade'
        ? path.join(project, 'plain', `facade.${extension(format)}`)
        : path.join(packageOf(library), library.plain?.[name] ?? sourceOf(library, `${name}.js`)),
    /** Imports packages as the facade does, so that instances of their classes are of the same. */
    use: path.join(project, 'plain', `use.${extension(format)}`),
  };
}

/** `copy` names files, or one folder, of the package, and what they are called here. */
function sourceOf({ copy }, name) {
  const [from] = Object.entries(copy).find(([, to]) => to === name) ?? [];
  return from ?? path.join(Object.keys(copy)[0], name);
}

/** Compiles with marks on the functions that `wants`, by `module.function`, as all the names in the result are. */
export async function compile(library, format, wants = () => true) {
  const project = projectOf(library, format);
  fs.rmSync(project, { recursive: true, force: true });
  const src = path.join(project, 'src');
  fs.mkdirSync(src, { recursive: true });
  const marked = [];
  const lay = (to, text) => {
    const file = path.join(src, to);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const module = to.replace(/\.[jt]s$/, '');
    const wanted = (library.marks?.[module] ?? []).filter((key) => wants(`${module}.${key}`));
    const result = markAll(file, text, (key) => wanted.includes(key));
    if (result.marks.length < wanted.length)
      throw new Error(`${library.name}: ${to} lacks one of ${wanted.join(', ')}`);
    marked.push(...wanted.map((key) => `${module}.${key}`));
    fs.writeFileSync(file, result.text);
  };
  for (const [from, to] of Object.entries(library.copy ?? {})) {
    const source = path.join(packageOf(library), from);
    if (fs.statSync(source).isFile()) lay(to, fs.readFileSync(source, 'utf8'));
    else
      for (const name of fs.readdirSync(source, { recursive: true }))
        if (/(?<!\.d)\.[jt]s$/.test(name) && !library.without?.includes(name))
          lay(path.join(to, name), fs.readFileSync(path.join(source, name), 'utf8'));
  }
  if (library.facade) {
    const text = fs
      .readFileSync(path.join(facades, `${library.facade}.ts`), 'utf8')
      .replace(facadeMarks, (mark, name) => (wants(`facade.${name}`) ? mark : ''));
    fs.writeFileSync(path.join(src, 'facade.ts'), text);
    marked.push(...[...text.matchAll(facadeMarks)].map(([, name]) => `facade.${name}`));
    layPlain(path.join(project, 'plain'), text, format);
  }
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ type: format }));
  const compilerOptions = {
    ...defaults,
    module: format === 'commonjs' ? 'commonjs' : 'esnext',
    outDir: 'out',
    allowJs: true,
    esModuleInterop: true,
    typeRoots: [path.join(repository, 'node_modules', '@types')],
    ...library.options,
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  };
  fs.writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }, null, 2));
  const found = findings(await tspc(project));
  const out = path.join(project, 'out');
  return { marked, ...found, changing: fs.existsSync(out) ? changingIn(out) : [] };
}

const facadeMarks = /\/\*\* @unsync(?: background)? \*\/\n(?=export (?:async )?function (\w+))/g;

/** The facade without unsync, which has the packages as the compiled one has them. */
function layPlain(to, text, format) {
  const isCommon = format === 'commonjs';
  const module = isCommon ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
  const compilerOptions = { module, target: defaults.target, esModuleInterop: true };
  fs.mkdirSync(to);
  const write = (name, content) => fs.writeFileSync(path.join(to, `${name}.${extension(format)}`), content);
  write('facade', ts.transpileModule(text, { compilerOptions }).outputText);
  write(
    'use',
    isCommon
      ? 'exports.use = (name) => ((m) => (m.__esModule ? m : { ...m, default: m }))(require(name));'
      : 'export const use = (name) => import(name);',
  );
}

/** Names of functions that give back what they change of what they are given, as `module.name`. */
export function changingIn(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name))
    .flatMap((name) => {
      const back = givenBack(fs.readFileSync(path.join(folder, name), 'utf8'));
      const module = name.replace(/\.[cm]?js$/, '');
      return [...back].flatMap(([key, list]) => (list.length ? `${module}.${key}` : []));
    });
}

export const tspc = (project) =>
  new Promise((resolve) =>
    execFile(process.execPath, [compiler, '-p', project], { cwd: project, maxBuffer: 1 << 26 }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    ),
  );

function findings({ stdout, stderr }) {
  const errors = [...stdout.matchAll(/^src\/(.*)\.[jt]s\(.*error TS\d+: UNSYNC(\d+): '([^']+)'/gm)];
  return {
    // of several errors, the first
    refused: Object.fromEntries(errors.reverse().map(([, module, code, name]) => [`${module}.${name}`, Number(code)])),
    warnings: [...stderr.matchAll(/warning UNSYNC(\d+): (.*)/g)].map(([, code]) => Number(code)),
    // by name alone, since what changes an argument may stand in another file
    doubted: [...stderr.matchAll(/warning UNSYNC(\d+): .*?'([^']+)'/g)]
      .filter(([, code]) => speaksOfArguments.has(Number(code)))
      .map(([, , name]) => name),
    typeErrors: [...stdout.matchAll(/error TS\d+: (?!UNSYNC).*/g)].map(([line]) => line),
    output: stdout + stderr,
  };
}
