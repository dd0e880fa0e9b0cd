/** A whole program from a seed: `input.ts` with marks, its dependencies, and `main.ts`, which calls and looks. */
import { createRandom } from '../random.mjs';
import { classes } from './classes.mjs';
import { add, declarations, functionDeclaration } from './declarations.mjs';
import { driver } from './driver.mjs';
import { newFunction } from './expressions.mjs';
import { forms } from './forms.mjs';
import { markedFunction } from './marks.mjs';
import { circle, defaultExport, importFrom, newModule, reExport, render, settleStars } from './modules.mjs';
import { state, stateNames } from './state.mjs';

/**
 * @typedef {object} Generated
 * @property {number} seed
 * @property {Record<string, string>} files text by name
 * @property {string[]} marks names of the marked functions, as `module:name`
 * @property {boolean} keepsState something in it changes while it runs
 * @property {string[]} states how
 * @property {boolean} isChangedOutside `main.ts` changes it between the calls
 * @property {'esm' | 'cjs'} format
 * @property {'ES2022' | 'ES2020'} target
 */

/** @returns {Generated} */
export function generate(/** @type {number} */ seed, { onlyState = undefined } = {}) {
  const r = createRandom(seed);
  const keepsState = r.chance(0.3) || !!onlyState;
  // a warning of one kind of state excuses what another does
  const allowed = onlyState ?? (r.chance(0.5) ? [r.pick(stateNames)] : stateNames);
  const kind = r.chance(0.1) ? 'blocking' : 'cpu-bound';
  const names = ['a', 'b', 'c'].slice(
    0,
    r.weighted([
      [3, 0],
      [5, 1],
      [3, 2],
      [1, 3],
    ]),
  );
  const modules = [];
  const states = [];
  /** Functions that only `main.ts` calls, to change state. */
  const changers = [];
  const context = (module) => ({
    r,
    states,
    changers,
    module,
    scope: module.scope,
    forms,
    kind,
    fn: newFunction(),
    isBody: false,
  });
  const outside = r.chance(0.25);
  // in the imported modules alone: what is said of the state of the file itself says nothing of theirs
  const isElsewhere = names.length > 0 && r.chance(0.3);
  const entry = 'entry0';
  const isCircle = names.length > 0 && r.chance(0.2);
  /** @type {(import('./marks.mjs').MarkedFunction & { in: string })[]} */
  const marked = [];
  const fill = (g, count) => {
    const all = [...declarations, ...classes];
    for (let i = 0; i < count; i++) r.weighted(all)(g);
  };

  for (const name of names.toReversed()) {
    const g = context(newModule(name));
    for (const other of modules) {
      if (r.chance(0.7)) importFrom(g, other);
      if (r.chance(0.4)) reExport(g, other);
    }
    fill(g, r.between(1, 5));
    if (keepsState && r.chance(isElsewhere ? 0.8 : 0.3)) state(g, allowed, { outside });
    if (r.chance(0.4)) defaultExport(g);
    if (isCircle && name === 'a') circle(g, entry);
    if (r.chance(0.1)) marked.push({ ...markedFunction(g), in: name });
    if (!g.module.exports.size && !g.module.starred) functionDeclaration(g, { exported: true });
    settleStars(g.module);
    modules.push(g.module);
  }
  const input = context(newModule('input'));
  if (isCircle) {
    input.module.scope.taken.add(entry);
    const text = `export function ${entry}(n: number): number { return n + ${r.int(9)}; }`;
    add(input, text, true);
  }
  for (const other of modules) if (r.chance(0.85)) importFrom(input, other);
  fill(input, r.between(3, 8));
  if (keepsState && !isElsewhere) for (let i = r.between(1, 2); i > 0; i--) state(input, allowed, { outside });
  if (r.chance(0.15)) defaultExport(input);
  for (let i = r.between(1, 3); i > 0; i--) marked.push({ ...markedFunction(input), in: 'input' });
  if (r.chance(0.5)) fill(input, 1);
  modules.push(input.module);

  const files = Object.fromEntries(modules.map((m) => [`${m.name}.ts`, render(r, m)]));
  // the first that is imported decides the order in which a circle is loaded
  files['main.ts'] = driver(r, modules.toReversed(), marked, keepsState, changers);
  return {
    seed,
    files,
    marks: marked.map((m) => `${m.in}:${m.name}`),
    keepsState,
    states,
    isChangedOutside: changers.length > 0,
    format: seed % 4 === 3 ? 'cjs' : 'esm',
    target: seed % 5 === 4 ? 'ES2020' : 'ES2022',
  };
}
