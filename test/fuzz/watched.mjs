/**
 * The dynamic oracle: what a marked function is given is watched while it runs in place, and each write to it is noted.
 * Where the build has said nothing, the analysis has promised that there is none.
 *
 * `watching(text)` gives the text of a module in which each marked function has its arguments watched, by the function
 * that `begin` puts on `globalThis`.
 */
import ts from 'typescript';

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

/** Puts the function that watches in place: `noted` gets a line for each write. */
export function begin(noted) {
  const proxies = new WeakMap();
  const targets = new WeakMap();
  let running = [];
  const bare = (value) => targets.get(value) ?? value;
  const note = (path) => running.length && noted.add(`${running.at(-1)} writes ${path}`);

  function watch(value, path) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || targets.has(value))
      return value;
    // a function of the caller runs there, with what the caller has
    if (typeof value === 'function') return value;
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

  /** Calls what is marked: what it does until it has returned is its own, and what comes later is not looked at. */
  globalThis.__watched = (fn, name) =>
    function (...args) {
      running.push(name);
      try {
        return bare(
          fn.apply(
            this,
            args.map((arg, i) => watch(arg, `argument ${i}`)),
          ),
        );
      } finally {
        running.pop();
      }
    };
  return () => {
    running = [];
    delete globalThis.__watched;
  };
}

/** Their names, and the text in which they are watched. */
export function watching(text) {
  const file = ts.createSourceFile('watched.ts', text, ts.ScriptTarget.Latest, true);
  const edits = [];
  const at = (start, end, by) => edits.push({ start, end, by });
  const isMarked = (node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'unsync');
  const visit = (node) => {
    if (ts.isFunctionDeclaration(node) && node.body && isMarked(node)) {
      const name = node.name?.text ?? 'unnamed';
      const modifiers = node.modifiers ?? [];
      const exported = modifiers.filter((m) => m.kind !== ts.SyntaxKind.AsyncKeyword);
      for (const modifier of exported) at(modifier.getStart(), modifier.end, '');
      if (node.name) at(node.name.getStart(), node.name.end, `${name}__bare`);
      else at(node.parameters.pos - 1, node.parameters.pos - 1, ` ${name}__bare`);
      const head = exported.map((m) => m.getText()).join(' ');
      const call = `return (globalThis as any).__watched(${name}__bare, '${name}').apply(this, a);`;
      at(node.end, node.end, `\n${head} function ${node.name ? name : ''}(this: any, ...a: any[]): any { ${call} }`);
      return;
    }
    if (ts.isVariableStatement(node) && isMarked(node))
      for (const { name, initializer } of node.declarationList.declarations)
        if (initializer) {
          at(initializer.getStart(), initializer.getStart(), '(globalThis as any).__watched(');
          at(initializer.end, initializer.end, `, '${name.getText()}')`);
        }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edits
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((all, { start, end, by }) => all.slice(0, start) + by + all.slice(end), text);
}
