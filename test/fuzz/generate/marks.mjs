/** Marked functions, in every form that a mark has. */
import { add, atLoad, topName } from './declarations.mjs';
import { expression, newFunction } from './expressions.mjs';
import { functionParts } from './functions.mjs';
import { freshName, Scope } from './scope.mjs';

/**
 * @typedef {object} MarkedFunction
 * @property {string} name as diagnostics call it
 * @property {string} exported how the driver reaches it below the module's namespace
 * @property {string} [owner] the object whose method it is, likewise
 * @property {boolean} [isNew] what is called is a method of a new instance
 * @property {boolean} [isStream]
 * @property {boolean} [isAsync]
 * @property {boolean} [isMaker] what is called calls the marked function inside it
 * @property {boolean} [hasInline] false: the driver does not call the plain function behind it
 * @property {readonly import('./functions.mjs').Parameter[]} list
 */

/** @returns {MarkedFunction} */
export function markedFunction(g) {
  const { r } = g;
  const forms = [
    [6, declaration],
    [3, arrow],
    [2, functionExpression],
    [2, asynchronous],
    [3, staticMethod],
    [2, wrapped],
    [1, wrappedName],
    [1, listed],
    ...(g.module.exports.has('default') ? [] : [[1, byDefault]]),
    ...g.forms,
  ];
  return r.weighted(forms)(g);
}

export const comment = (g, more = '') => `/** @unsync${more || (g.kind === 'blocking' ? ' blocking' : '')} */`;

/** Its result shows much of what it saw, one by one: sums hide differences. */
export function markedParts(g, how = {}) {
  const { r } = g;
  const parts = functionParts(g, {
    result: r.weighted([
      [7, 'numbers'],
      [2, 'number'],
      [1, 'string'],
      [1, 'point'],
    ]),
    marked: true,
    statements: r.between(0, 4),
    depth: 3,
    count: r.weighted([
      [1, 0],
      [5, 1],
      [5, 2],
      [2, 3],
    ]),
    own: { limit: 400 },
    ...how,
  });
  return parts;
}

/** Other functions of the file call it in place. */
function offerInline(g, name, { offer }, ref = name) {
  g.module.scope.add(
    name,
    [
      ...(g.module.scope.own.get(name)?.offers ?? []),
      {
        ...offer,
        make: (local, arg) => offer.make(`${local}${ref === name ? '' : ref.slice(name.length)}.inline`, arg),
      },
    ],
    { boost: 1 },
  );
}

function declaration(g) {
  const name = topName(g);
  const parts = markedParts(g);
  const more = selfCall(g, name, parts);
  add(g, `${comment(g)}\nexport function ${name}${parts.head} ${more}`, g.r.chance(0.5));
  offerInline(g, name, parts);
  return { name, exported: name, list: parts.list };
}
/** Recursion is a plain call: with no arguments left there is an end. */
function selfCall(g, name, parts) {
  const [first] = parts.list;
  const simple = parts.list.length === 1 && /^(\w+): number$/.exec(first.text)?.[1];
  if (
    !simple ||
    simple === name ||
    !g.r.chance(0.5) ||
    // it may be declared anew there
    new RegExp(`\\b${name}\\b`).test(parts.text)
  )
    return parts.text;
  return parts.text.replace('{\n', `{\nif (${simple} > 3) return ${name}(${simple} % 3);\n`);
}

function listed(g) {
  const name = topName(g);
  const parts = markedParts(g);
  add(g, `${comment(g)}\nfunction ${name}${parts.head} ${parts.text}`, g.r.chance(0.5));
  offerInline(g, name, parts);
  g.module.listed.push(`${name} as ${name}Marked`);
  return { name, exported: `${name}Marked`, list: parts.list };
}

function arrow(g) {
  const name = topName(g);
  const parts = markedParts(g, { arrow: true });
  add(g, `${comment(g)}\nexport const ${name} = ${parts.head} => ${parts.text};`);
  offerInline(g, name, parts);
  return { name, exported: name, list: parts.list };
}

function functionExpression(g) {
  const name = topName(g);
  const own = g.r.chance(0.5) ? freshName(g.r, new Scope(g.scope)) : '';
  const scope = new Scope(g.scope);
  if (own) scope.add(own, [], { ready: false });
  const parts = markedParts({ ...g, scope });
  add(g, `${comment(g)}\nexport const ${name} = function ${own}${parts.head} ${parts.text};`);
  offerInline(g, name, parts);
  return { name, exported: name, list: parts.list };
}

function asynchronous(g) {
  const name = topName(g);
  const parts = markedParts(g);
  const head = parts.head.replace(/: ([^:)]*|\{ x: number; y: number \})$/, (_, type) => `: Promise<${type}>`);
  if (head === parts.head) return declaration(g);
  const text = parts.text.replace(/return (.*);\n}$/, (_, value) => `return await Promise.resolve(${value});\n}`);
  add(g, `${comment(g, ' cpu-bound')}\nexport async function ${name}${head} ${text}`, g.r.chance(0.5));
  g.module.scope.add(name, []);
  return { name, exported: name, list: parts.list, isAsync: true };
}

function byDefault(g) {
  const { r } = g;
  g.module.exports.set('default', { name: 'default', offers: [] });
  const parts = markedParts(g, { arrow: true });
  const how = r.int(3);
  if (how === 0) add(g, `${comment(g)}\nexport default ${parts.head} => ${parts.text};`);
  else if (how === 1) add(g, `${comment(g)}\nexport default function ${parts.head} ${parts.text}`);
  else {
    const name = topName(g);
    add(g, `${comment(g)}\nexport default function ${name}${parts.head} ${parts.text}`);
    offerInline(g, name, parts);
    return { name, exported: 'default', list: parts.list };
  }
  return { name: 'default', exported: 'default', list: parts.list };
}

function staticMethod(g) {
  const { r } = g;
  const name = topName(g, true);
  g.module.scope.add(name, [], { ready: false });
  const value = expression(atLoad(g), 'number', 1);
  const second = expression(atLoad(g), 'number', 1);
  const method = r.pick(['run', 'make', 'f']);
  const scope = new Scope(g.scope);
  // `this` is the class, in it and in what it calls
  const self = r.pick(['this', name]);
  scope.add(
    self,
    [
      { type: 'number', plain: true, make: (ref) => `${ref}.k` },
      { type: 'number', plain: true, make: (ref) => `${ref}.t` },
      { type: 'number', cost: 2, make: (ref, arg) => `${ref}.help(${arg('number')})` },
      ...(self === name ? [{ type: 'number', cost: 2, make: (ref, arg) => `new ${ref}().get(${arg('number')})` }] : []),
    ],
    { boost: 3 },
  );
  const inner = { ...g, scope };
  const parts = self === 'this' ? onlyArrows(inner) : markedParts(inner);
  const helper = expression({ ...g, fn: newFunction({ limit: 20 }) }, 'number', 1);
  add(
    g,
    [
      `export class ${name} {`,
      `static k: number = ${value};`,
      `static t: number;`,
      `static { this.t = ${name}.k + ${second}; }`,
      `static help(n: number): number { return n + ${name}.t + ${helper}; }`,
      `get(n: number): number { return n + ${name}.k; }`,
      `${comment(g)}`,
      `static ${method}${parts.head} ${parts.text}`,
      `}`,
    ].join('\n'),
  );
  return { name: `${name}.${method}`, exported: `${name}.${method}`, owner: name, list: parts.list };
}
/** `this` means the class only where no function of its own stands between. */
function onlyArrows(g) {
  const plain = { ...g, scope: g.scope.parent };
  const parts = markedParts(plain);
  const extra = ['k', 't'].map((k) => `this.${k}`).concat(`this.help(${g.r.int(5)})`);
  const shown = g.r.pick(extra);
  const text = parts.text.replace(/return (.*);\n}$/, (_, value) => {
    if (/^\[/.test(value) && parts.head.endsWith('number[]')) return `return [${shown}, ...(${value})];\n}`;
    return parts.head.endsWith(': number') ? `return ${shown} + ${value};\n}` : `void ${shown};\nreturn ${value};\n}`;
  });
  return { ...parts, text };
}

export const wrapper = (g) => {
  if (!g.module.wrapper) {
    const name = 'toTask'; // inner names never shadow it
    g.module.wrapper = name;
    g.module.imports.push(`import { unsync as ${name} } from 'unsync';`);
  }
  return g.module.wrapper;
};
const stated = (g) =>
  g.kind === 'blocking' ? `, { kind: 'blocking' }` : g.r.chance(0.3) ? `, { kind: 'cpu-bound' }` : '';

function wrapped(g) {
  const { r } = g;
  const mark = wrapper(g);
  const name = topName(g);
  const isArrow = r.chance(0.6);
  const parts = markedParts(g, { arrow: isArrow });
  const fn = isArrow ? `${parts.head} => ${parts.text}` : `function ${parts.head} ${parts.text}`;
  add(g, `export const ${name} = ${mark}(${fn}${stated(g)});`);
  offerInline(g, name, parts);
  return { name, exported: name, list: parts.list };
}

/** `unsync(f)`, for a function of this file or an imported one. */
function wrappedName(g) {
  const { r } = g;
  const mark = wrapper(g);
  const name = topName(g);
  const parts = markedParts(g);
  const plain = topName(g);
  add(g, `function ${plain}${parts.head} ${parts.text}`, r.chance(0.5));
  g.module.scope.add(plain, [parts.offer]);
  add(g, `export const ${name} = ${mark}(${plain}${stated(g)});`);
  offerInline(g, name, parts);
  return { name, exported: name, list: parts.list };
}
