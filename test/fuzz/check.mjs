/**
 * From programs to verdicts: compiles them together, takes the marks from functions that unsync refuses and compiles
 * those again, runs both sides in one process of their own, and compares.
 */
import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { compile, repository } from './compile.mjs';
import { disagreement, silentDifference } from './judge.mjs';

/**
 * @typedef {object} Verdict
 * @property {string} id
 * @property {'agrees' | 'disagrees' | 'promise broken' | 'false alarm' | 'type error' | 'internal error' | 'crash' | 'hangs'} outcome
 * @property {string} [detail]
 * @property {number} moved marked functions that ran in workers
 * @property {number} refused marked functions that unsync refused
 * @property {number[]} codes of what it said
 * @property {string} [flow] of a program about where values go, which sort it is
 */

/** Longer than any batch takes from one program to the next. */
const hangsAfter = 30_000;

/**
 * @param {(import('./compile.mjs').Source & { marks: string[], keepsState: boolean, isChangedOutside: boolean })[]} programs
 * @param {{ format: 'esm' | 'cjs', target: 'ES2022' | 'ES2020' }} how
 * @param {string} folder scratch, emptied first
 * @returns {Promise<Verdict[]>}
 */
export async function check(programs, how, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  /** @type {Map<string, Verdict>} */
  const verdicts = new Map();
  const warnings = new Map();
  const say = (id, outcome, detail) => Object.assign(verdicts.get(id), { outcome, detail });
  for (const { id, family, flow } of programs)
    verdicts.set(id, { id, family, flow, outcome: 'agrees', moved: 0, refused: 0, codes: [] });

  let round = programs;
  let compilations = 0;
  const runnable = [];
  while (round.length) {
    const again = [];
    for (const [program, { errors, warnings: found }, out] of compileApart(round)) {
      const verdict = verdicts.get(program.id);
      verdict.codes.push(...[...errors, ...found].map((e) => e.code));
      const [strange] = errors.filter((e) => !e.isOurs || e.code >= 9000);
      if (strange) {
        say(program.id, strange.isOurs ? 'internal error' : 'type error', `${strange.code} ${strange.text}`);
      } else if (program.flow && errors.length + found.length) {
        // it has been said, and nothing more is promised
        verdict[errors.length ? 'refused' : 'moved'] = program.marks.length;
        if (program.isHarmless)
          say(program.id, 'false alarm', [...errors, ...found].map((e) => `${e.code} ${e.text}`).join('\n'));
      } else if (errors.length) {
        const kept = withoutRefused(program, errors);
        verdict.refused += program.marks.length - kept.marks.length;
        again.push(kept);
      } else {
        verdict.moved = program.marks.length;
        warnings.set(program.id, found);
        runnable.push({ ...program, out });
      }
    }
    round = again.filter((p) => p.marks.length);
  }
  for await (const { id, ...logs } of execute(runnable)) {
    if ('hangs' in logs) say(id, 'hangs', logs.hangs);
    else {
      const program = runnable.find((p) => p.id === id);
      const difference = program.flow
        ? silentDifference(program, logs.expected, logs.actual)
        : disagreement(
            program,
            verdicts.get(id).refused === 0,
            warnings.get(id),
            (module) => textOf(path.join(program.out, 'unsync', id, `${module}.unsync.js`)),
            logs.expected,
            logs.actual,
          );
      if (difference) say(id, 'disagrees', difference);
      else if (logs.writes.length) say(id, 'promise broken', `nothing is said of these:\n${logs.writes.join('\n')}`);
      if (logs.expected[0]?.[0] === 'load') verdicts.get(id).dead = true;
    }
  }
  return [...verdicts.values()];

  /** A crash of the compiler is one program's fault: halves are tried until it is found. */
  function compileApart(list) {
    // each its own, since a build clears away the worker modules of an earlier one
    const out = path.join(folder, String(compilations++));
    try {
      const results = compile(list, how, out);
      const link = path.join(out, 'unsync/node_modules/unsync');
      fs.mkdirSync(path.dirname(link), { recursive: true });
      fs.symlinkSync(repository, link, 'junction');
      return list.map((program) => [program, results.get(program.id), out]);
    } catch (error) {
      if (list.length > 1) {
        const half = list.length >> 1;
        return [...compileApart(list.slice(0, half)), ...compileApart(list.slice(half))];
      }
      say(list[0].id, 'crash', String(error?.stack ?? error).slice(0, 2000));
      return [];
    }
  }
}

function textOf(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** The program with fewer marks: those that an error names, or all of its file. */
function withoutRefused(program, errors) {
  const dropped = new Set();
  for (const { file, names } of errors) {
    const here = program.marks.filter((m) => `${m.split(':')[0]}.ts` === file);
    const named = here.filter((m) => names.includes(m.split(':')[1]));
    for (const m of named.length ? named : here) dropped.add(m);
  }
  if (!dropped.size) for (const m of program.marks) dropped.add(m);
  const files = { ...program.files };
  for (const mark of dropped) {
    const [module, name] = mark.split(':');
    files[`${module}.ts`] = unmark(files[`${module}.ts`], name);
  }
  return { ...program, files, marks: program.marks.filter((m) => !dropped.has(m)) };
}

export function unmark(text, name) {
  const escaped = name.replace(/\$/g, '\\$');
  const [owner, member] = escaped.split('.');
  const comment = '/\\*\\* @unsync[^*]*\\*/\\s*';
  const head = member
    ? `(class ${owner} \\{[\\s\\S]*?)${comment}(static ${member}\\b)`
    : name === 'default'
      ? `()${comment}(export default)`
      : `()${comment}((?:export )?(?:default )?(?:async )?(?:function|const) ${escaped}\\b)`;
  return text
    .replace(new RegExp(head), '$1$2')
    .replace(new RegExp(`\\b(const ${escaped} = )toTask\\(`), '$1((f: any, _?: any): any => f)(')
    .replace(new RegExp(`(?<![\\w$])(?<![^.]\\.)${escaped.replace('.', '\\.')}\\.inline\\(`, 'g'), () => `${name}(`);
}

/** Runs what has been compiled; a program that does not end is named, and the rest run without it. */
async function* execute(programs) {
  let left = programs;
  while (left.length) {
    const results = [];
    let running;
    const hung = await new Promise((resolve, reject) => {
      // one thread of each kind: state per worker is then state, and calls run in the order they were made in
      const env = {
        ...process.env,
        UNSYNC_CPU_BOUND_MAX_THREADS: '1',
        UNSYNC_BLOCKING_MAX_THREADS: '1',
        NODE_OPTIONS: '',
      };
      const child = fork(path.join(import.meta.dirname, 'execute.mjs'), {
        env,
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      let said = '';
      child.stderr.on('data', (text) => (said = (said + text).slice(-2000)));
      let timer;
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => end(`no answer for ${hangsAfter / 1000} s`), hangsAfter);
      };
      const end = (reason) => {
        clearTimeout(timer);
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
        resolve(reason);
      };
      child.on('error', reject);
      child.on('exit', (code, signal) => end(`the process ended, ${signal ?? code}: ${said}`));
      child.on('message', (message) => {
        wait();
        if (message.done) end(undefined);
        else if (message.started) running = message.started;
        else results.push(message);
      });
      wait();
      const main = (side, { id, out }) => path.join(out, side, id, 'main.js');
      child.send(
        left.map((p) => ({
          id: p.id,
          plain: main('plain', p),
          marked: main('unsync', p),
          watched: fs.existsSync(main('watched', p)) ? main('watched', p) : undefined,
          marks: p.marks,
        })),
      );
    });
    yield* results;
    const done = new Set(results.map((r) => r.id));
    if (hung !== undefined && running) {
      yield { id: running, hangs: hung };
      done.add(running);
    }
    left = left.filter((p) => !done.has(p.id));
    if (hung !== undefined && !done.size) throw new Error(hung);
  }
}
