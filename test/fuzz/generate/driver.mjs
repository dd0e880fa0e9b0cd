/**
 * `main.ts`: calls every marked function, one call after the other, and then looks at what it may have left behind.
 * Each line of the log has a tag: `result`, `argument`, `state` (module state and plain functions, afterwards) or
 * `inline` (the plain function behind a mark, on the caller's thread).
 */
import { literal } from './expressions.mjs';

export function driver(r, modules, marked, keepsState, changers = []) {
  const lines = [];
  let count = 0;
  const value = (type) => (type === 'number' ? String(r.pick([0, 1, 2, 3, 5, 8, 13, 40, -1])) : literal({ r }, type));
  const late = [];
  const state = [];
  // they change state here, which tasks would see in place
  const makers = [];
  const numbers = new Set();
  for (const one of marked) {
    const { in: module, name: mark, exported, owner, list, isNew, isStream, isMaker, isAsync } = one;
    const callee = `${isNew ? 'new ' : ''}${module}.${exported}`;
    for (let call = 0; call < 3; call++) {
      const label = `${module}:${mark} ${call}`;
      const args = [];
      for (const p of list) {
        if (p.optional && r.chance(0.4)) {
          if (list.slice(list.indexOf(p) + 1).every((q) => q.optional || q.rest)) break;
          args.push('undefined');
        } else if (p.rest) args.push(value('number'), value('number'));
        else if (p.type === 'number' || p.type === 'string') args.push(value(p.type));
        else {
          const name = `argument${count++}`;
          if (p.type === 'numbers') numbers.add(name);
          const typeOf = p.type === 'numbers' ? ': number[]' : ': { x: number; y: number }';
          lines.push(`const ${name}${typeOf} = ${value(p.type)};`);
          late.push(`log('argument', '${label} ${name}', ${name});`);
          args.push(name);
        }
      }
      const callText = `${callee}(${args.join(', ')})`;
      const changed = args.find((a) => a.startsWith('argument'));
      // what is around a nested function runs here, where state is another
      const tag = isMaker && keepsState ? 'state' : 'result';
      if (isStream) lines.push(`await attempt('result', '${label}', () => some(() => ${callText}));`);
      else if (changed && !isAsync && r.chance(0.15)) {
        // the task sees what it was given
        // where no marked function writes: what both change is a conflict
        const change = numbers.has(changed) ? `if (${changed}.length > 1) ${changed}[1] = 77;` : `${changed}.y = 77;`;
        lines.push(
          `await attempt('result', '${label}', () => { try { return kept(${callText}, ${changed}); } finally { ${change} } });`,
        );
      } else (isMaker ? makers : lines).push(`await attempt('${tag}', '${label}', () => ${callText});`);
      const self = owner ? `, ${module}.${owner}` : '';
      if (call === 0 && one.hasInline !== false)
        late.push(
          `await attempt('inline', '${label}', () => inline('${module}:${mark}', ${callee}${self})(${args.join(', ')}));`,
        );
    }
  }
  for (const module of modules) {
    for (const [key, { offers }] of module.exports) {
      const ref = `${module.name}.${key}`;
      for (const offer of r.shuffle(offers.filter((o) => o.type !== 'fn')).slice(0, 2))
        state.push(`await attempt('state', '${ref}', () => ${offer.make(ref, (type) => value(type))});`);
    }
  }
  late.push(...r.shuffle(state).slice(0, 14));
  // another file changes state between the calls
  for (const ref of changers)
    if (lines.length && r.chance(0.7))
      lines.splice(
        r.between(0, lines.length - 1),
        0,
        `await attempt('state', '${ref}', () => ${ref}(${value('number')}));`,
      );
  const imports = modules.map(({ name }) => `import * as ${name} from './${name}.js';`);
  return `${imports.join('\n')}

type Log = (tag: string, label: string, value: unknown) => void;
export async function main(log: Log, inline: (mark: string, marked: any, self?: unknown) => any): Promise<void> {
const attempt = async (tag: string, label: string, run: () => unknown) => {
let outcome: unknown;
try { outcome = await run(); } catch (error) { outcome = error; }
log(tag, label, outcome);
};
const kept = (value: any, given: unknown): unknown => {
if (typeof value?.then === 'function') return value.then((each: unknown) => (each === given ? 'what it was given' : each));
if (value === given) return 'what it was given';
return Array.isArray(value) ? [...value] : value && typeof value === 'object' ? { ...value } : value;
};
const some = async (make: () => Iterable<unknown> | AsyncIterable<unknown>) => {
const values: unknown[] = [];
try { for await (const value of make()) { values.push(value); if (values.length > 3) break; } } catch (error) { values.push(String(error)); }
return values;
};
${[...lines, ...makers].join('\n')}
${order(late).join('\n')}
}
`;
}

/** Arguments and state before what runs here: that may change state itself. */
function order(lines) {
  const rank = (line) => (line.startsWith('log(') ? 0 : line.includes(`'state'`) ? 1 : 2);
  return lines.sort((a, b) => rank(a) - rank(b));
}
