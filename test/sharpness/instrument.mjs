/**
 * Mutants of the analysis, made from its own text: each case of its switches, which then does nothing, and each deed of
 * each line in the two tables of the platform, which is then left out. All of them are in one copy of the compiled
 * transformer, and none of them acts until `switches.cjs` is told which: so a process that has read the library and the
 * programs once tries them all, and knows which of them a program comes to.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const repository = path.resolve(import.meta.dirname, '../..');
const facts = path.join(repository, 'transformer/facts');

/** What a case gives that does nothing, by what its function gives. A switch that gives something else is to be added. */
const neutral = {
  void: 'break;',
  Slot: 'return NOTHING;',
  Node: 'return this.flow.nothing;',
  Shape: 'return nothing;',
  boolean: 'return false;',
};
const doesNothing = /^(?:break|return(?: undefined| nothing| NOTHING| false| flow\.nothing)?|\w+ satisfies never);$/;
/** Where the tables have their deeds, once they have been read. */
const tables = {
  'signatures.ts': {
    before: 'const signature = ',
    deeds: 'readLine(text)',
    names: "text.split(';')",
    of: 'owners, names',
  },
  'functions.ts': { before: 'deeds: ', deeds: "deeds.filter((deed) => deed !== 'here alone')", of: 'owner, names' },
};

/**
 * Puts the copy into a folder, where it stands as `dist` does in the repository.
 * @returns {string[]} the names of all mutants
 */
export function instrument(folder) {
  const cases = [];
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(repository, 'dist'), path.join(folder, 'dist'), { recursive: true });
  fs.copyFileSync(path.join(repository, 'package.json'), path.join(folder, 'package.json'));
  fs.copyFileSync(path.join(import.meta.dirname, 'switches.cjs'), path.join(folder, 'dist/switches.cjs'));
  for (const name of fs.readdirSync(path.join(facts, 'flow')))
    put(`flow/${name}`, (file, text) => withCases(file, text, cases));
  for (const name of Object.keys(tables)) put(`platform/${name}`, withDeeds);
  return [...new Set([...cases, ...load(folder).switches.listed])];

  function put(file, change) {
    const text = fs.readFileSync(path.join(facts, file), 'utf8');
    const changed = change(path.basename(file), text);
    if (changed === text) return;
    const to = path.join(folder, 'dist/transformer/facts', file.replace(/\.ts$/, '.js'));
    if (!fs.existsSync(to)) throw new Error(`${file} is not built`);
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
    const { outputText } = ts.transpileModule(changed, { compilerOptions });
    fs.writeFileSync(to, `const switches = require('../../../switches.cjs');\n${outputText}`);
  }
}

/** The copy, in this process. */
export function load(folder) {
  const transformer = require(path.join(folder, 'dist/transformer/hosts/ts-patch.js'));
  return { transformer, switches: require(path.join(folder, 'dist/switches.cjs')) };
}

function withDeeds(file, text) {
  const { before, deeds, names = deeds, of } = tables[file];
  if (text.split(before + deeds).length !== 2) throw new Error(`the deeds of ${file} are not '${deeds}' any more`);
  return text.replace(before + deeds, () => `${before}switches.list('${file}', [${of}], ${deeds}, ${names})`);
}

/** given:    case Kind.Block: case Kind.ModuleBlock: return this.#statements(…);
 *  produces: … if (node.kind === Kind.Block && switches.is('…')) break; if (node.kind === Kind.ModuleBlock && …) break; return … */
function withCases(file, text, names) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const inserts = [];
  const visit = (node) => {
    if (ts.isSwitchStatement(node)) inserts.push(...casesOf(node, file));
    ts.forEachChild(node, visit);
  };
  visit(source);
  names.push(...inserts.map(({ name }) => name));
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((whole, { at, put }) => whole.slice(0, at) + put + whole.slice(at), text);
}

function casesOf(node, file) {
  const nothing = neutralOf(node);
  const of = node.expression.getText();
  const inserts = [];
  let labels = [];
  for (const clause of node.caseBlock.clauses) {
    labels.push(ts.isCaseClause(clause) ? clause.expression.getText() : undefined);
    const [first] = clause.statements;
    if (!first) continue;
    const body = clause.statements.map((each) => each.getText()).join(' ');
    if (!doesNothing.test(body))
      for (const label of labels) {
        // of a default, what comes to it is what is left
        const isIt = label && labels.length > 1 ? `${of} === ${label} && ` : '';
        const name = `${file} ${nameAround(node)}: ${label ? `case ${label}` : 'default'}`;
        inserts.push({
          name,
          at: first.getStart(),
          put: `if (${isIt}switches.is(${JSON.stringify(name)})) ${nothing} `,
        });
      }
    labels = [];
  }
  return inserts;
}

function neutralOf(node) {
  const type = functionAround(node).type?.getText() ?? 'void';
  if (!neutral[type]) throw new Error(`what is nothing for a switch that gives '${type}'?`);
  return neutral[type];
}

function functionAround(node) {
  let each = node;
  while (!ts.isFunctionLike(each)) each = each.parent;
  return each;
}

function nameAround(node) {
  const fn = functionAround(node);
  return fn.name?.getText() ?? nameAround(fn.parent);
}
