/** Where text is put: a module, or the body of a function. Names are told apart by a number, nothing shadows. */

/**
 * @typedef {object} Place
 * @property {import('../../random.mjs').Random} r
 * @property {(stem: string) => string} name a new one
 * @property {string[]} lines what has been declared here
 * @property {string} [module] its name; without one the place is a function's body
 * @property {string[]} imports
 */

/** @returns {(module?: string) => Place} */
export function places(r) {
  let count = 0;
  const name = (stem) => `${stem}${++count}`;
  return (module) => ({ r, name, lines: [], module, imports: [] });
}

export const textOf = ({ imports, lines }) => `${[...new Set(imports), ...lines].join('\n')}\n`;

/**
 * Makes an expression of one module known in another, in one of the ways in which modules do that.
 * @param {Place} from
 * @param {Place} to
 * @param {string} expression
 * @param {(module: string) => Place} between gives a module that hands on what it imports
 * @returns {string} what it is called there
 */
export function share(from, to, expression, between, isClass = false) {
  const { r } = from;
  if (from === to) return expression;
  const name = isClass ? expression : from.name('e');
  if (!isClass) from.lines.push(`export const ${name} = ${expression};`);
  const ways = ['named', 'named', 'renamed', 'namespace', 'again', 'star', 'space', ...(isClass ? [] : ['table'])];
  const way = r.pick(ways);
  const own = to.name(isClass ? 'I' : 'i');
  const file = `./${from.module}.js`;
  const through = () => {
    const middle = between(`m${own}`);
    return { middle, path: `./${middle.module}.js` };
  };
  switch (way) {
    case 'named':
      to.imports.push(`import { ${name} } from '${file}';`);
      return name;
    case 'renamed':
      to.imports.push(`import { ${name} as ${own} } from '${file}';`);
      return own;
    case 'namespace':
      to.imports.push(`import * as ${own} from '${file}';`);
      return `${own}.${name}`;
    case 'again': {
      const { middle, path } = through();
      middle.lines.push(`export { ${name} as again } from '${file}';`);
      to.imports.push(`import { again as ${own} } from '${path}';`);
      return own;
    }
    case 'star': {
      const { middle, path } = through();
      middle.lines.push(`export * from '${file}';`);
      to.imports.push(`import { ${name} as ${own} } from '${path}';`);
      return own;
    }
    case 'space': {
      const { middle, path } = through();
      middle.lines.push(`export * as all from '${file}';`);
      to.imports.push(`import { all as ${own} } from '${path}';`);
      return `${own}.${name}`;
    }
    default: {
      const { middle, path } = through();
      middle.imports.push(`import { ${name} } from '${file}';`);
      middle.lines.push(`export const table = { ${name}, other: 1 };`);
      to.imports.push(`import { table as ${own} } from '${path}';`);
      return `${own}.${name}`;
    }
  }
}
