/** What modules take from each other: named, renamed, default, as a namespace, handed on; and back in a circle. */
import { add, atLoad, declare, topName } from './declarations.mjs';
import { expression } from './expressions.mjs';
import { functionParts } from './functions.mjs';
import { freshName, Scope } from './scope.mjs';

export function newModule(name) {
  return {
    name,
    scope: new Scope(undefined),
    imports: [],
    chunks: [],
    listed: [],
    exports: new Map(),
    hasDefault: false,
  };
}

/** Offers through a longer way: `ns.f(…)` for `f(…)`. */
const through = (offers, key) => offers.map((o) => ({ ...o, make: (ref, arg) => o.make(`${ref}.${key}`, arg) }));

/** Imports some of what a module exports, in one or two statements. */
export function importFrom(g, from) {
  const { r, module } = g;
  const names = r.shuffle([...from.exports.keys()].filter((n) => n !== 'default'));
  const taken = names.slice(0, r.between(1, 5));
  const clauses = [];
  const own = from.exports.get('default');
  let head = '';
  if (own && r.chance(0.8)) {
    head = freshName(r, module.scope, { isType: /^[A-Z]/.test(own.name) });
    module.scope.add(head, own.offers);
  }
  const whole = r.chance(0.3);
  if (whole) {
    const ns = freshName(r, module.scope, { isType: r.chance(0.5) });
    module.scope.add(
      ns,
      taken.flatMap((key) => through(from.exports.get(key).offers, key)),
    );
    clauses.push(`${head ? `${head}, ` : ''}* as ${ns}`);
    head = '';
  }
  const specifiers = [];
  for (const key of whole ? names.slice(0, 2) : taken) {
    const { offers, name, isError } = from.exports.get(key);
    const rename = r.chance(0.4) || module.scope.own.has(key);
    const local = rename ? freshName(r, module.scope, { isType: /^[A-Z]/.test(name) }) : key;
    module.scope.add(local, offers, { isError });
    specifiers.push(local === key ? key : `${key} as ${local}`);
  }
  if (specifiers.length || head)
    clauses.push([head, specifiers.length ? `{ ${specifiers.join(', ')} }` : ''].filter(Boolean).join(', '));
  for (const clause of clauses) module.imports.push(`import ${clause} from './${from.name}.js';`);
}

/** `export { x as y } from`, `export * from`, `export * as ns from`. */
export function reExport(g, from) {
  const { r, module } = g;
  const free = [...from.exports.keys()].filter(
    (n) => n !== 'default' && !module.exports.has(n) && !module.scope.own.has(n),
  );
  if (!free.length) return;
  const how = r.int(3);
  if (how === 0) {
    const key = r.pick(free);
    const as = r.chance(0.5) ? key : `${key}Too`;
    if (module.exports.has(as)) return;
    module.scope.taken.add(as);
    module.exports.set(as, { ...from.exports.get(key), reExported: true });
    module.imports.push(`export { ${key}${as === key ? '' : ` as ${as}`} } from './${from.name}.js';`);
  } else if (how === 1) {
    // what the module exports itself comes before what stars bring; two stars with one name bring none
    if (module.starred) return;
    module.starred = from;
    module.imports.push(`export * from './${from.name}.js';`);
  } else {
    const offers = free.flatMap((key) => through(from.exports.get(key).offers, key));
    const as = `all${from.name.toUpperCase()}`;
    if (module.exports.has(as)) return;
    module.exports.set(as, { name: as, offers, reExported: true });
    module.imports.push(`export * as ${as} from './${from.name}.js';`);
  }
}
/** Called when all of a module's own exports are known. */
export function settleStars(module) {
  // a marked function is exported, too, but offered to nobody
  for (const [key, value] of module.starred?.exports ?? [])
    if (key !== 'default' && !module.exports.has(key) && !module.scope.own.has(key))
      module.exports.set(key, { ...value, reExported: true });
}

export function defaultExport(g) {
  const { r, module } = g;
  const name = topName(g);
  const { head, text, offer } = functionParts(g, { statements: 1 });
  switch (r.int(3)) {
    case 0:
      add(g, `export default function ${name}${head} ${text}`, true);
      module.scope.add(name, [offer]);
      module.exports.set('default', { name, offers: [offer] });
      break;
    case 1:
      add(g, `export default ${head} => ${text.replaceAll('arguments.length', '0')};`);
      module.exports.set('default', { name: 'f', offers: [offer] });
      break;
    default: {
      const value = expression(atLoad(g), 'number', 2);
      add(g, `export default ${value} + 1;`);
      module.exports.set('default', { name: 'd', offers: [{ type: 'number', plain: true, make: (ref) => ref }] });
    }
  }
}

/** A function of a dependency that calls one of the file that imports it; `target` is made when that is generated. */
export function circle(g, target) {
  const local = `${topName(g)}Entry`;
  g.module.scope.add(local, []);
  g.module.imports.push(`import { ${target}${target === local ? '' : ` as ${local}`} } from './input.js';`);
  const name = topName(g);
  const offers = [{ type: 'number', cost: 8, make: (ref, arg) => `${ref}(${arg('number')})` }];
  const binding = declare(
    g,
    name,
    offers,
    `function ${name}(n: number): number { return n > 20 ? n : ${local}(n) + 1; }`,
    { hoisted: true },
  );
  // not while modules load: the other one may not be there yet
  binding.offers = offers.map((o) => ({ ...o, throws: true }));
  g.module.exports.set(`${name}Back`, { name, offers: binding.offers });
  g.module.listed.push(`${name} as ${name}Back`);
}

/** The module's text: imports, then what was declared, hoisted functions anywhere. */
export function render(r, module) {
  const lines = module.chunks.filter((c) => !c.hoisted).map((c) => c.text);
  for (const { text } of module.chunks.filter((c) => c.hoisted)) lines.splice(r.int(lines.length + 1), 0, text);
  // imports are hoisted; the mark's own is left in front, as without it there is nothing to compare in CommonJS
  const last = module.imports.length - 1;
  const late =
    r.chance(0.1) && last > 0 && !module.imports[last].includes("'unsync'") ? module.imports.splice(last) : [];
  const list = module.listed.length ? [`export { ${module.listed.join(', ')} };`] : [];
  return [...module.imports, ...lines, ...late, ...list, ''].join('\n');
}
