/**
 * The programs that mutants are shown: those of `test/trust`, of `test/diagnostics` and of `test/fixtures`, in groups that are
 * compiled as one; and what the build says of each, and writes.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import { inComments, ofDiagnostics, ofFixtures, ofTrust } from '../support/compiler-options.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
/** Characters of source, so that few mutants have to do with most groups. */
const groupSize = 6000;

/**
 * @typedef {object} Group
 * @property {string} stage
 * @property {string[]} roots
 * @property {string} home each folder or file in it is a case
 * @property {ts.CompilerOptions} options
 * @property {object} config
 * @property {(name: string) => boolean} isAccepted nothing may be said of it
 */

/** @returns {Group[]} those that notice most come first */
export function groupsIn(home) {
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(path.join(home, 'node_modules'), { recursive: true });
  fs.symlinkSync(repository, path.join(home, 'node_modules/unsync'), 'junction');
  return [...diagnostics(), ...trust(path.join(home, 'trust')), ...fixtures(path.join(home, 'fixtures'))];
}

function trust(home) {
  const from = path.join(repository, 'test/trust/cases');
  copy(from, home);
  const names = fs.readdirSync(from).filter((name) => fs.existsSync(path.join(from, name, 'main.ts')));
  const isAlone = (name) => fs.existsSync(path.join(from, name, 'alone'));
  const isAccepted = (name) => fs.existsSync(path.join(from, name, 'accept'));
  const options = { ...ofTrust(ts), rootDir: home, outDir: '/out' };
  const together = names.filter((name) => !isAlone(name));
  const sizeOf = (name) => lengthOf(sourcesIn(path.join(home, name)));
  return [...chunks(together, sizeOf), ...names.filter(isAlone).map((name) => [name])].map((group) => ({
    stage: 'trust',
    home,
    roots: group.flatMap((name) => sourcesIn(path.join(home, name))),
    options,
    config: {},
    isAccepted,
  }));
}

/** Where they stand, as their test has them: places are in what is said. */
function diagnostics() {
  const home = path.join(repository, 'test/diagnostics');
  const support = fs.readdirSync(path.join(home, 'support')).map((file) => path.join(home, 'support', file));
  const sizeOf = (file) => lengthOf([path.join(home, file)]);
  // the longest show most
  const cases = fs
    .readdirSync(home)
    .filter(isSource)
    .sort((a, b) => sizeOf(b) - sizeOf(a));
  const optionsOf = (file) => inComments(fs.readFileSync(path.join(home, file), 'utf8'));
  return byOptions(cases, optionsOf, sizeOf).map(([json, files]) => ({
    stage: 'diagnostics',
    home,
    roots: [...files.map((file) => path.join(home, file)), ...support],
    options: {
      ...ofDiagnostics(ts),
      rootDir: home,
      ...ts.convertCompilerOptionsFromJson(JSON.parse(json), home).options,
    },
    config: {},
    isAccepted: () => false,
  }));
}

function fixtures(home) {
  const from = path.join(repository, 'test/fixtures');
  const isThere = (...parts) => fs.existsSync(path.join(from, ...parts));
  const names = fs.readdirSync(from).filter((name) => isThere(name, 'main.ts') && !isThere(name, 'cjs-only'));
  copy(from, home);
  for (const name of names) {
    const own = isThere(name, 'package.json') ? JSON.parse(fs.readFileSync(path.join(from, name, 'package.json'))) : {};
    fs.writeFileSync(path.join(home, name, 'package.json'), JSON.stringify({ ...own, type: 'module' }));
    fs.rmSync(path.join(home, name, 'expected'), { recursive: true, force: true });
    if (isThere(name, 'packages'))
      fs.renameSync(path.join(home, name, 'packages'), path.join(home, name, 'node_modules'));
  }
  const optionsOf = (name) =>
    isThere(name, 'tsconfig.json') ? fs.readFileSync(path.join(from, name, 'tsconfig.json'), 'utf8') : '{}';
  const sizeOf = (name) => lengthOf(sourcesIn(path.join(home, name)));
  return byOptions(names, optionsOf, sizeOf).map(([json, chosen]) => {
    const { options } = ts.convertCompilerOptionsFromJson(JSON.parse(json).compilerOptions ?? {}, home);
    return {
      stage: 'fixtures',
      home,
      roots: chosen.flatMap((name) => sourcesIn(path.join(home, name))),
      options: { ...ofFixtures(ts), ...options, rootDir: home, outDir: '/out' },
      config: options['plugins']?.[0] ?? {},
      isAccepted: () => false,
    };
  });
}

function byOptions(names, optionsOf, sizeOf) {
  const groups = new Map();
  for (const name of names) groups.set(optionsOf(name), [...(groups.get(optionsOf(name)) ?? []), name]);
  return [...groups].flatMap(([json, all]) => chunks(all, sizeOf).map((chunk) => [json, chunk]));
}

/** Neighbours, as long as they are short. */
function chunks(names, sizeOf) {
  const groups = [];
  let size = Infinity;
  for (const name of names) {
    size += sizeOf(name);
    if (size > groupSize) groups.push([]);
    if (size > groupSize) size = sizeOf(name);
    groups.at(-1).push(name);
  }
  return groups;
}
const lengthOf = (files) => files.reduce((sum, file) => sum + fs.statSync(file).size, 0);

function copy(from, to) {
  fs.cpSync(from, to, { recursive: true });
  fs.writeFileSync(path.join(to, 'package.json'), '{"type":"module"}');
}

const isSource = (file) => /(?<!\.d)\.[cm]?tsx?$/.test(file);
const sourcesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => isSource(file) && !file.startsWith('node_modules'))
    .map((file) => path.join(folder, file));

/** What comes with the compiler and with Node: read once. */
const shared = new Map();

/** A program of the group, that may be looked at again and again. */
export function programOf({ roots, options }) {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, how, ...others) => {
    if (!/\/node_modules\/(?:typescript|@types)\//.test(name)) return read(name, how, ...others);
    const key = `${name} ${JSON.stringify(how)} ${options.lib}`;
    if (!shared.has(key)) shared.set(key, read(name, how, ...others));
    return shared.get(key);
  };
  return { program: ts.createProgram(roots, options, host), host };
}

/** What tsc itself says is the same for all mutants, and takes it half of the time. */
const withoutChecks = {
  ...ts,
  createProgram: (...how) => Object.assign(ts.createProgram(...how), { getSemanticDiagnostics: () => [] }),
};

/**
 * What is said of each case, and what is written of fixtures.
 * @returns {Map<string, { said: string[], written: string }>}
 */
export function look(transformer, { stage, home, config }, { program: original, host }) {
  const found = new Map();
  const caseOf = (file) => path.relative(home, file).split(path.sep)[0];
  const of = (file) => {
    const name = caseOf(file);
    if (!found.has(name)) found.set(name, { said: [], written: '' });
    return found.get(name);
  };
  let warnings = '';
  const { write } = process.stderr;
  process.stderr.write = (text) => ((warnings += text), true);
  try {
    const own = { ...host, writeFile: (name, text) => void (of(name.replace(/^\/out/, home)).written += text) };
    const program = transformer(original, own, config, { ts: stage === 'fixtures' ? ts : withoutChecks });
    const diagnostics = [...program.getSemanticDiagnostics()];
    if (stage === 'fixtures') diagnostics.push(...program.emit().diagnostics);
    for (const d of diagnostics) {
      const { line } = ts.getLineAndCharacterOfPosition(d.file, d.start);
      of(d.file.fileName).said.push(`${line + 1} ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`);
    }
  } finally {
    process.stderr.write = write;
  }
  for (const [, file, text] of warnings.matchAll(/^(\S.*?)(\(\d+,\d+\): warning UNSYNC(?:.*(?:\n .*)*))/gm))
    of(path.resolve(file)).said.push(text);
  for (const each of found.values()) each.said.sort();
  return found;
}
