/** Makes a failing program smaller while it still fails the same way, and keeps it with what reproduces it. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';
import { check } from './check.mjs';
import { edited } from './edited.mjs';
import { scratch } from './fuzz.mjs';
import { programOf } from './generate/families.mjs';

/** How many smaller programs are compiled together. */
const atOnce = 60;
const rounds = 60;

/**
 * @param {import('./check.mjs').Verdict} verdict
 * @param {(line: string) => void} log
 */
export async function keep(verdict, log) {
  const seed = Number(verdict.id);
  const whole = programOf(verdict.family, seed);
  const small = await shrink({ ...whole, id: verdict.id }, verdict);
  const folder = path.join(scratch, verdict.family === 'values' ? String(seed) : `${verdict.family}-${seed}`);
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [name, files] of Object.entries({ '.': small.program.files, whole: whole.files }))
    for (const [file, text] of Object.entries(files)) write(path.join(folder, name, file), text);
  write(
    path.join(folder, 'difference.txt'),
    [
      `seed ${seed} ${verdict.outcome}, ${whole.format}, ${whole.target}`,
      '',
      small.verdict.detail,
      '',
      'The whole program:',
      verdict.detail,
      '',
      `npm run fuzz -- --family ${verdict.family} --seed ${seed}`,
      '',
    ].join('\n'),
  );
  log(`${folder}: ${small.verdict.detail}`);
  for (const [file, text] of Object.entries(small.program.files)) if (file !== 'main.ts') log(`// ${file}\n${text}`);
}

function write(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

/** What makes two failures the same: the outcome, and which sort of line differs. */
const kindOf = ({ outcome, detail = '' }) => {
  const [expected, actual] = detail.split('\n');
  const shape = (line = '') =>
    `${/^. (\w+) /.exec(line)?.[1]} ${/Unsync\w*Error: \w+: ([a-z ]{0,20})/.exec(line)?.[1] ?? ''}`;
  return outcome === 'disagrees'
    ? `${outcome} ${shape(expected)} ${shape(actual)}`
    : `${outcome} ${detail.slice(0, 20)}`;
};

export async function shrink(program, verdict) {
  const folder = fs.mkdtempSync(path.join(scratch, 'shrink-'));
  const wanted = kindOf(verdict);
  let best = { program, verdict };
  const fails = async (candidates) => {
    const named = candidates.map((files, i) => ({ ...program, files, id: `${program.id}-${i}` }));
    const verdicts = await check(named, program, folder);
    return verdicts.map((v) => kindOf(v) === wanted && v);
  };
  for (let round = 0; round < rounds; round++) {
    if (!(await smaller())) break;
  }
  fs.rmSync(folder, { recursive: true, force: true });
  return best;

  /** Tries every edit, the largest first; takes as many of those that work as work together. */
  async function smaller() {
    const { files } = best.program;
    const edits = editsOf(files);
    for (let at = 0; at < edits.length; at += atOnce) {
      const some = edits.slice(at, at + atOnce);
      const works = await fails(some.map((e) => apply(files, [e])));
      let good = some.map((edit, i) => ({ edit, verdict: works[i] })).filter((g) => g.verdict);
      if (!good.length) continue;
      while (good.length > 1) {
        const together = [good, good.slice(0, good.length >> 1)].map((list) =>
          apply(
            files,
            list.map((g) => g.edit),
          ),
        );
        const [all, half] = await fails(together);
        if (all || half) {
          best = { program: { ...best.program, files: together[all ? 0 : 1] }, verdict: all || half };
          return true;
        }
        good = good.slice(0, good.length >> 2 || 1);
      }
      best = { program: { ...best.program, files: apply(files, [good[0].edit]) }, verdict: good[0].verdict };
      return true;
    }
    return false;
  }
}

/** Several edits of several files at once. */
function apply(files, edits) {
  const result = { ...files };
  for (const { drop } of edits) if (drop) delete result[drop];
  for (const [file, text] of Object.entries(result))
    result[file] = edited(
      text,
      edits.filter((e) => e.file === file),
    );
  for (const { drop } of edits)
    if (drop)
      for (const file of Object.keys(result))
        result[file] = result[file].replace(new RegExp(`^.* from './${drop.replace('.ts', '.js')}';\n`, 'gm'), '');
  return result;
}

/** `main.ts` loses calls and arguments, and stays what it is; all others may lose anything. */
function editsOf(files) {
  const edits = Object.keys(files)
    .filter((f) => !/^(main|input)\.ts$/.test(f))
    .map((drop) => ({ drop, size: 1e9 }));
  for (const [file, text] of Object.entries(files)) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const isMain = file === 'main.ts';
    const add = (start, end, by, weight = 1) => {
      const size = (end - start - by.length) * weight;
      if (size > 0) edits.push({ file, start, end, text: by, size });
    };
    // with the comma that parts it from the next
    const remove = (node, weight) =>
      add(node.getFullStart(), node.end + (/^\s*,\s*/.exec(text.slice(node.end))?.[0].length ?? 0), '', weight);
    const visit = (n) => {
      if (isMain) {
        if (/^(?:await attempt|log\(|const argument)/.test(n.getText()) && ts.isStatement(n)) return remove(n, 10);
        return ts.forEachChild(n, visit);
      }
      if (isPart(n)) remove(n, ts.isStatement(n) || ts.isClassElement(n) ? 10 : 1);
      if ((ts.isParameter(n) || ts.isBindingElement(n)) && n.initializer)
        add(n.name.end, n.end, ts.isParameter(n) && n.type ? `: ${n.type.getText()}` : '');
      if (ts.isExpression(n) && !ts.isIdentifier(n) && !ts.isLiteralExpression(n)) {
        add(n.getStart(), n.end, '1');
        if (n.end - n.getStart() > 12) for (const by of ['[]', '({ x: 1, y: 1 })']) add(n.getStart(), n.end, by);
        ts.forEachChild(n, (child) => void (ts.isExpression(child) && add(n.getStart(), n.end, child.getText())));
      }
      if (ts.isBlock(n) && !ts.isFunctionLike(n.parent) && ts.isStatement(n.parent))
        add(n.parent.getStart(), n.parent.end, n.statements.map((s) => s.getText()).join('\n'));
      ts.forEachChild(n, visit);
    };
    visit(source);
  }
  return edits.sort((a, b) => b.size - a.size);
}

/** What a list holds, and can do without. */
const isPart = (n) =>
  (ts.isStatement(n) && !ts.isBlock(n)) ||
  ts.isClassElement(n) ||
  ts.isObjectLiteralElementLike(n) ||
  ts.isEnumMember(n) ||
  ts.isImportSpecifier(n) ||
  ts.isExportSpecifier(n) ||
  ts.isHeritageClause(n) ||
  ts.isParameter(n) ||
  ts.isBindingElement(n) ||
  ts.isCaseOrDefaultClause(n) ||
  (ts.isVariableDeclaration(n) && n.parent.declarations?.length > 1);
