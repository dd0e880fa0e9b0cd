/**
 * One package, in a process of its own: `node compile.mjs '<entry>' <result.json>`.
 * Compiles the marked project three times: with tsc alone, with unsync, and with unsync's tree and the marks
 * taken back (`undo.mjs`), then holds the first against the third, and the second against the list of marks.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import ts from 'typescript';
import { layOut, outputs, repository } from './project.mjs';
import { undo } from './undo.mjs';

const require = createRequire(import.meta.url);
const built = (name) => require(path.join(repository, 'dist', 'transformer', name));
const transformProgram = built('hosts/ts-patch.js');
const { prepare } = built('pipeline.js');
const { locate } = built('3-relocate/3-relocate.js');

const entry = JSON.parse(process.argv[2]);
process.stderr.write = (
  (write) =>
  (text, ...rest) =>
    /: warning UNSYNC/.test(text) || write(text, ...rest)
)(process.stderr.write.bind(process.stderr));
const { folder, marks } = layOut(entry);
const inOutput = (name, output) => path.join(folder, output, path.relative(path.join(folder, outputs.kept), name));
const isJavaScript = (name) => /\.[cm]?jsx?(\.map)?$/.test(name);
const clock = { last: performance.now(), lap: () => -clock.last + (clock.last = performance.now()) };

// tsc alone
const { options, fileNames, errors } = ts.getParsedCommandLineOfConfigFile(
  path.join(folder, 'tsconfig.json'),
  {},
  {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (d) => {
      throw new Error(ts.flattenDiagnosticMessageText(d.messageText, '\n'));
    },
  },
);
if (errors.length) throw new Error(errors.map((e) => ts.flattenDiagnosticMessageText(e.messageText, '\n')).join('\n'));
const host = ts.createCompilerHost(options);
// declarations are the same for all three: read once
const declarations = new Map();
const { getSourceFile } = host;
host.getSourceFile = (name, ...rest) => {
  if (!/\.d\.[cm]?ts$/.test(name)) return getSourceFile.call(host, name, ...rest);
  if (!declarations.has(name)) declarations.set(name, getSourceFile.call(host, name, ...rest));
  return declarations.get(name);
};
const create = (declaration) => ts.createProgram({ rootNames: fileNames, options: { ...options, declaration }, host });
const plain = new Map();
create(false).emit(undefined, (name, text) => isJavaScript(name) && plain.set(inOutput(name, outputs.plain), text));
plain.forEach((text, name) => ts.sys.writeFile(makeFolder(name), text));
const plainTime = clock.lap();

// unsync. The `emit` of the program it makes is kept as it was made, for the undoing.
let emitOfTree;
const typescript = Object.assign(Object.create(ts), {
  originalCreateProgram(...args) {
    const program = ts.createProgram(...args);
    emitOfTree ??= program.emit.bind(program); // later programs are those that check worker modules
    return program;
  },
});
const program = transformProgram(create(true), host, {}, { ts: typescript });
const syntax = program.getSyntacticDiagnostics();
const diagnostics = [...program.getOptionsDiagnostics(), ...syntax, ...program.getSemanticDiagnostics()];
const checkTime = clock.lap();
const kept = new Map();
const emitted = program.emit(undefined, (name, text) => {
  kept.set(name, text);
  ts.sys.writeFile(makeFolder(name), text);
});
diagnostics.push(...emitted.diagnostics);
const keptTime = clock.lap();

// unsync's tree, with the marks taken back
const undone = new Map();
const checker = program.getTypeChecker();
if (emitOfTree) {
  const takeBack = (context) => (file) => {
    if (!ts.isSourceFile(file) || !marks.get(path.normalize(file.fileName))?.length) return file;
    const prepared = prepare(ts, ts.createSourceFile(file.fileName, file.text, ts.ScriptTarget.Latest, true), {
      isolatedDeclarations: false,
    });
    return undo(locate(ts, file, prepared.virtual.declared), checker)(context)(file);
  };
  program.getCompilerOptions().declaration = false;
  emitOfTree(
    undefined,
    (name, text) => isJavaScript(name) && undone.set(inOutput(name, outputs.plain), text),
    undefined,
    undefined,
    { before: [takeBack] },
  );
}

const result = {
  name: entry.name,
  files: 0,
  functions: 0,
  identical: 0,
  different: [],
  moved: 0,
  async: 0,
  refused: {},
  unaccounted: [],
  internal: [],
  workers: [],
  typeErrors: 0,
};
for (const name of new Set([...plain.keys(), ...undone.keys()])) {
  if (plain.get(name) === undone.get(name)) result.identical++;
  else result.different.push({ name, ...firstDifference(plain.get(name), undone.get(name)) });
}
const ours = diagnostics.filter((d) => d.code >= 991000);
result.typeErrors = diagnostics.length - ours.length;
// marked files have no syntax errors of their own
result.internal = [
  ...ours.filter((d) => d.code >= 999000),
  ...syntax.filter((d) => marks.get(d.file.fileName)?.length),
].map((d) =>
  ts.formatDiagnostic(d, {
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (f) => f,
    getNewLine: () => '\n',
  }),
);
for (const [fileName, list] of marks) if (list.length) account(fileName, list);
result.seconds = {
  plain: plainTime / 1000,
  check: checkTime / 1000,
  kept: keptTime / 1000,
  undone: clock.lap() / 1000,
};
result.megabytes = process.resourceUsage().maxRSS >> 10;
fs.writeFileSync(process.argv[3], JSON.stringify(result));

/** Every mark of a file must have been moved, be asynchronous, or have an error. */
function account(fileName, list) {
  const output = path
    .join(folder, outputs.kept, path.relative(path.join(folder, 'src'), fileName))
    .replace(/\.([cm]?)tsx?$/, '.$1js');
  const worker = output.replace(/\.([cm]?js)$/, '.unsync.$1');
  const main = kept.get(output);
  const table = kept.has(worker) ? namesIn(kept.get(worker), tableKeys) : new Set();
  const asynchronous = main === undefined ? new Set() : namesIn(main, asyncDefinition);
  const found = ours.filter((d) => d.file?.fileName === fileName);
  result.files++;
  result.functions += list.length;
  for (const mark of list) {
    const refusal = found.find((d) => isAbout(d, mark, list));
    if (refusal) {
      const code = `UNSYNC${refusal.code - 990000}`;
      result.refused[code] = (result.refused[code] ?? 0) + 1;
    } else if (table.has(mark.key)) result.moved++;
    else if (asynchronous.has(mark.key)) result.async++;
    else result.unaccounted.push(`${path.relative(folder, fileName)}: ${mark.key}`);
    if (table.delete(mark.key) && refusal && refusal.code < 993000)
      result.unaccounted.push(
        `${path.relative(folder, fileName)}: ${mark.key} is refused and yet in the worker module`,
      );
  }
  for (const key of table)
    result.unaccounted.push(`${path.relative(folder, fileName)}: the worker module has '${key}', which was not marked`);
  if (kept.has(worker))
    result.workers.push({
      file: worker,
      plain: inOutput(output, outputs.plain),
      keys: [...namesIn(kept.get(worker), tableKeys)],
    });
}

/** A diagnostic is about a function that it names first, that it stands in, or that it names on its way. */
function isAbout(d, { key, start, end }, list) {
  const named = /'([^']+)'/.exec(ts.flattenDiagnosticMessageText(d.messageText, '\n'))?.[1];
  if (named === key) return true;
  const within = (x) => x.file?.fileName === d.file.fileName && x.start >= start && x.start <= end;
  const isOfInner = list.some((m) => m.start > start && m.end <= end && d.start >= m.start && d.start <= m.end);
  return (
    (d.code < 992000 && within(d) && !isOfInner) ||
    !!d.relatedInformation?.some(
      (r) => within(r) && ts.flattenDiagnosticMessageText(r.messageText, '\n').startsWith(`'${key}' uses it`),
    )
  );
}

function namesIn(text, namesOf) {
  const names = new Set();
  const visit = (n) => {
    for (const name of namesOf(n)) names.add(name);
    ts.forEachChild(n, visit);
  };
  visit(ts.createSourceFile('x.js', text, ts.ScriptTarget.Latest, true));
  return names;
}
function tableKeys(n) {
  const isTable =
    (ts.isVariableDeclaration(n) && n.name.getText() === '__unsyncTasks') ||
    (ts.isBinaryExpression(n) && n.left.getText() === 'exports.__unsyncTasks');
  const value = isTable ? (n.initializer ?? n.right) : undefined;
  return value && ts.isObjectLiteralExpression(value) ? value.properties.map((p) => p.name.text) : [];
}
function asyncDefinition(n) {
  if (!ts.isObjectLiteralExpression(n)) return [];
  const has = (name) => n.properties.find((p) => ts.isPropertyAssignment(p) && p.name.text === name)?.initializer;
  return has('at') && has('inline') && has('kind')?.text === 'async' ? [has('name').text] : [];
}

function firstDifference(expected = '(no file)', actual = '(no file)') {
  let at = 0;
  while (at < expected.length && expected[at] === actual[at]) at++;
  const around = (text) => text.slice(Math.max(at - 60, 0), at + 100);
  return { expected: around(expected), actual: around(actual) };
}
function makeFolder(name) {
  fs.mkdirSync(path.dirname(name), { recursive: true });
  return name;
}
