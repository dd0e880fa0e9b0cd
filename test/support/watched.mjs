/**
 * The dynamic oracle: what a marked function is given is watched while it runs in place, and each write to it is noted.
 * Where the build has said nothing of an argument, the analysis has promised that there is none.
 */

/** Warnings that say that an argument is or may be changed, or that nothing is known. */
export const speaksOfArguments = new Set([5010, 5018, 5019]);

/**
 * What the definitions in a compiled module say: what each marked function gives back of what it is given, by name.
 * Empty where it keeps only which objects these are.
 * @returns {Map<string, string[]>}
 */
export function givenBack(/** @type {string} */ compiled) {
  const definitions = compiled.matchAll(/\bname: "([^"]+)",\n\s*at: [\s\S]*?\binline: /g);
  return new Map(
    [...definitions].flatMap(([definition, name]) => {
      const list = /\btracked: \[([^\]]*)\]/.exec(definition)?.[1];
      return list === undefined ? [] : [[name, list.split(/[", ]+/).filter(Boolean)]];
    }),
  );
}

/**
 * The names of constants that cross as each side's own, by those of the functions whose definitions have them.
 * @returns {[name: string, constants: string[]][]}
 */
export function constantsOf(/** @type {string} */ compiled) {
  return compiled
    .split(/\bname: (?="[^"]+",\n\s*at: )/)
    .slice(1)
    .flatMap((definition) => {
      const table = /\bconstants: \(\) => \(\{ (.*) \}\)/.exec(definition)?.[1];
      const keys = table?.split(', ').map((entry) => entry.replace(/^"?([^":]+).*/, '$1'));
      return keys ? [[definition.split('"')[1], keys]] : [];
    });
}

/** Of what is in a package's or the platform's hands, those that change it. */
const changing = {
  Map: ['set', 'delete', 'clear'],
  Set: ['add', 'delete', 'clear'],
  WeakMap: ['set', 'delete'],
  WeakSet: ['add', 'delete'],
  Date: Object.getOwnPropertyNames(Date.prototype).filter((name) => name.startsWith('set')),
  DataView: Object.getOwnPropertyNames(DataView.prototype).filter((name) => name.startsWith('set')),
};

/** It has private names, or slots of the platform's, which a proxy has not. */
function isClosed(value) {
  for (
    let proto = Object.getPrototypeOf(value);
    proto && proto !== Object.prototype;
    proto = Object.getPrototypeOf(proto)
  )
    if (/#|\[native code\]/.test(Function.prototype.toString.call(proto.constructor))) return true;
  return false;
}

/** What watches, and what it has noted: a line for each write. */
export function createWatcher() {
  const noted = new Set();
  const proxies = new WeakMap();
  const targets = new WeakMap();
  const running = [];
  const bare = (value) => targets.get(value) ?? value;
  const note = (path) => running.length && noted.add(`${running.at(-1)} writes ${path}`);

  function watch(value, path) {
    // a function of the caller runs there, with what the caller has
    if (value === null || typeof value !== 'object' || targets.has(value)) return value;
    const known = proxies.get(value);
    if (known) return known;
    const kind = Object.keys(changing).find((name) => value instanceof globalThis[name]);
    const isMemory = ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
    if (isMemory || (!kind && !Array.isArray(value) && isClosed(value))) return value;
    const proxy = new Proxy(value, {
      get(target, name) {
        if (kind && typeof target[name] === 'function')
          return (...args) => {
            if (changing[kind].includes(name)) note(`${path}.${String(name)}()`);
            return watch(target[name](...args.map(bare)), `${path}.${String(name)}`);
          };
        if (kind) return Reflect.get(target, name, target);
        const held = Reflect.getOwnPropertyDescriptor(target, name);
        const found = Reflect.get(target, name, proxy);
        // such a property must give what it holds
        if (held && !held.configurable && (!held.writable || held.set)) return found;
        return typeof name === 'symbol' ? found : watch(found, `${path}.${name}`);
      },
      set(target, name, given) {
        note(`${path}.${String(name)}`);
        return Reflect.set(target, name, bare(given));
      },
      deleteProperty(target, name) {
        note(`${path}.${String(name)}`);
        return Reflect.deleteProperty(target, name);
      },
      defineProperty(target, name, descriptor) {
        note(`${path}.${String(name)}`);
        return Reflect.defineProperty(target, name, descriptor);
      },
    });
    proxies.set(value, proxy);
    targets.set(proxy, value);
    return proxy;
  }

  /** As `fn`: what that does until it has returned is its own, and what comes later is not looked at. */
  const watched = (fn, name) =>
    function (...args) {
      running.push(name);
      try {
        const given = args.map((arg, i) => watch(arg, `argument ${i}`));
        return bare(fn.apply(this, given));
      } finally {
        running.pop();
      }
    };
  return { watched, noted };
}
