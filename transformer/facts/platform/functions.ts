/**
 * The platform's functions, and what they do with what they are called on and given: the one place where that is said,
 * by where each is declared, so that neither another name nor a function of the user's with the same name is taken for
 * it.
 *
 * Two questions are asked of it. `does` and `is` are for proofs: true only where every declaration of what is called is
 * listed with the deed. `mayDo` is for suspicions: what is not listed is judged by its name, as those that are listed.
 * Long, since it is one table.
 */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { replacedMembers } from '../names/mentions';
import { isLibrary, type Origin, originOf } from '../names/origins';

export type Deed =
  /** Changes what it is called on. */
  | 'changes its object'
  /** Changes its first argument. */
  | 'changes its argument'
  /** Puts its arguments into what it is called on. */
  | 'stores its arguments'
  /** Gives something that holds what it is given, or is that. */
  | 'gives its arguments'
  /** Gives an array of what a function gives. */
  | 'lists results'
  /** Gives an array that nothing else has. */
  | 'makes a list'
  /** Calls the functions that it is given before it returns, and forgets them. */
  | 'calls at once'
  /** Gives a function that calls the one it is given, which may be at once. */
  | 'binds'
  /** A class of views, of memory, of containers. */
  | 'makes a view'
  | 'makes a buffer'
  | 'makes a container'
  /** Gives memory that nothing else has. */
  | 'makes memory'
  /** Gives the memory of its first argument, where that is a buffer; a copy, where it is a view. */
  | 'wraps a buffer'
  /** Gives the memory that it is called on: of a Buffer, `slice` does. */
  | 'gives its memory'
  /** Reads or fills what it is given, and keeps nothing of it. */
  | 'forgets its arguments'
  /** Keeps nothing of what it is called on, but what it gives. */
  | 'forgets its object'
  /** Its effect leaves the program, or its turn: prints, ends, asks, waits. */
  | 'acts outside'
  /** Works on memory that other threads may have, too. */
  | 'reaches other threads';

/**
 * Owner, names of its functions (`*` for all, none for the owner itself, called or made), and what they do. With 'here
 * alone', the names say too little for what is not listed: a `next` of one's own may be the next of anything.
 */
type Row = readonly [owner: string, names: string, ...deeds: (Deed | 'here alone')[]];

const views = '(?:Big)?(?:Uint|Int|Float)\\d+(?:Clamped)?Array';
const typed = `globalThis#${views}`;
const array = 'globalThis#Array';
const list = 'globalThis#(?:Readonly)?Array';
const container = 'globalThis#(?:Readonly)?(?:Array|Map|Set)';
const object = 'globalThis#ObjectConstructor';

const table: readonly Row[] = [
  // ------------------------------------------------------------ arrays, maps, sets
  [container, '*', 'forgets its object'],
  [array, 'push unshift', 'changes its object', 'stores its arguments'],
  [array, 'fill', 'changes its object', 'stores its arguments'],
  [array, 'splice', 'changes its object', 'stores its arguments'],
  [array, 'pop shift', 'changes its object'],
  [array, 'sort', 'changes its object', 'calls at once'],
  [array, 'reverse copyWithin', 'changes its object'],
  [list, 'slice concat', 'makes a list'],
  [list, 'find findLast', 'calls at once'],
  [list, 'filter', 'makes a list', 'calls at once'],
  [list, 'map', 'lists results', 'makes a list', 'calls at once'],
  [list, 'forEach some every findIndex findLastIndex flatMap', 'calls at once'],
  [list, 'reduce reduceRight toSorted', 'calls at once'],
  [`globalThis#(?:Array|${views})Constructor`, 'from', 'calls at once'],
  ['globalThis#ArrayConstructor', 'from', 'lists results'],
  ['globalThis#ArrayConstructor', 'from of', 'gives its arguments', 'makes a list'],
  ['globalThis#Map', 'set', 'changes its object', 'stores its arguments'],
  ['globalThis#WeakMap', 'set', 'changes its object'],
  ['globalThis#(?:Weak)?Set', 'add', 'changes its object', 'stores its arguments'],
  ['globalThis#(?:Weak)?(?:Map|Set)', 'delete clear', 'changes its object'],
  ['globalThis#(?:Readonly)?(?:Map|Set)', 'forEach', 'calls at once'],
  ['globalThis#(?:Array|Map|Set)(?:Constructor)?', '', 'makes a container'],
  ['globalThis#\\w*(?:Iterator|Generator)\\w*', 'next', 'changes its object', 'here alone'],

  // ------------------------------------------------------------ objects
  [object, 'assign', 'changes its argument'],
  [object, 'defineProperty defineProperties setPrototypeOf', 'changes its argument'],
  [object, 'preventExtensions', 'changes its argument'],
  [object, 'freeze seal', 'changes its argument', 'gives its arguments'],
  [object, 'values entries', 'gives its arguments'],
  [object, 'is keys', 'forgets its arguments'],
  ['globalThis#Object', '__defineGetter__ __defineSetter__', 'changes its object'],
  // of Reflect, a namespace that only sorts
  ['globalThis', 'set defineProperty deleteProperty setPrototypeOf preventExtensions', 'changes its argument'],

  // ------------------------------------------------------------ memory
  [`(?:globalThis|node)#${views}`, '', 'makes a view'],
  ['globalThis#DataView', '', 'makes a view'],
  ['globalThis#ArrayBuffer', '', 'makes a buffer'],
  [`globalThis#(?:${views}|DataView|ArrayBuffer)`, '*', 'forgets its arguments', 'forgets its object'],
  [`globalThis#${views}Constructor`, '*', 'forgets its arguments'],
  [`globalThis#${views}Constructor`, 'from of', 'makes memory'],
  [typed, 'set', 'changes its object'],
  [typed, 'fill', 'changes its object', 'gives its memory'],
  [typed, 'sort', 'changes its object', 'gives its memory', 'calls at once'],
  [typed, 'reverse copyWithin', 'changes its object', 'gives its memory'],
  [typed, 'valueOf', 'gives its memory'],
  [typed, 'map', 'makes memory', 'calls at once'],
  [typed, 'filter', 'makes memory', 'calls at once'],
  [typed, 'toSorted toReversed with', 'makes memory'],
  [typed, 'toSorted reduce reduceRight', 'calls at once'],
  [typed, 'forEach some every find findIndex findLast findLastIndex', 'calls at once'],
  [`globalThis#(?!Uint8Array)${views}`, 'slice', 'makes memory'],
  // what is declared so may be a Buffer
  ['globalThis#Uint8Array', 'slice', 'gives its memory', 'here alone'],
  ['globalThis#ArrayBuffer', 'slice', 'makes memory'],
  ['globalThis#DataView', 'setInt8 setUint8 setInt16 setUint16 setInt32 setUint32', 'changes its object'],
  ['globalThis#DataView', 'setFloat16 setFloat32 setFloat64 setBigInt64 setBigUint64', 'changes its object'],
  ['globalThis#Atomics', '*', 'forgets its arguments', 'reaches other threads'],
  ['globalThis#Atomics', 'store add sub and or xor exchange compareExchange', 'changes its argument'],
  // of one that lies in Node's pool that is not so: such a one does not fill its memory, and is left alone
  ['buffer#BufferConstructor', 'alloc allocUnsafe allocUnsafeSlow concat copyBytesFrom', 'makes memory'],
  ['buffer#BufferConstructor', 'concat isBuffer compare byteLength copyBytesFrom', 'forgets its arguments'],
  ['buffer#BufferConstructor', 'from', 'wraps a buffer'],
  ['buffer#Buffer', '*', 'forgets its arguments', 'forgets its object'],
  ['buffer#Buffer', 'fill swap16 swap32 swap64 reverse', 'changes its object', 'gives its memory'],
  ['buffer#Buffer', 'write write\\w+', 'changes its object', 'here alone'],

  // ------------------------------------------------------------ other values of the language
  ['globalThis#Date', 'setFullYear setMonth setDate setHours setMinutes setSeconds', 'changes its object'],
  ['globalThis#Date', 'setMilliseconds setTime setUTCFullYear setUTCMonth setUTCDate', 'changes its object'],
  ['globalThis#Date', 'setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds', 'changes its object'],
  ['globalThis#String', 'replace replaceAll', 'calls at once'],
  ['globalThis#(?:Math|JSON)', '*', 'forgets its arguments'],
  ['(?:globalThis|node)#(?:Number|String|Boolean)(?:Constructor)?', '', 'forgets its arguments'],
  ['globalThis#ArrayConstructor', 'isArray', 'forgets its arguments'],
  ['globalThis#ArrayBufferConstructor', 'isView', 'forgets its arguments'],
  ['(?:web|url)#URLSearchParams', 'append delete set', 'changes its object'],

  // ------------------------------------------------------------ Node's modules
  ['fs', 'readFileSync', 'makes memory'],
  ['fs/promises', 'readFile', 'makes memory'],
  ['fs', 'readSync writeSync readvSync writevSync writeFileSync appendFileSync', 'forgets its arguments'],
  ['zlib', 'gzipSync gunzipSync unzipSync deflateSync inflateSync deflateRawSync inflateRawSync', 'makes memory'],
  ['zlib', 'brotliCompressSync brotliDecompressSync', 'makes memory'],
  ['zlib', '\\w+Sync', 'forgets its arguments'],
  ['crypto', 'randomBytes', 'makes memory'],
  ['crypto', 'randomFillSync getRandomValues', 'gives its arguments'],
  ['crypto', 'timingSafeEqual', 'forgets its arguments'],
  ['crypto#(?:Hash|Hmac|Sign|Verify|Cipheriv|Decipheriv)', 'update', 'forgets its arguments'],
  ['util#TextEncoder', 'encode', 'makes memory'],
  ['util#TextEncoder', 'encodeInto', 'forgets its arguments'],
  ['util#TextDecoder', 'decode', 'forgets its arguments'],
  ['worker_threads', 'structuredClone', 'forgets its arguments'],
  ['console#Console', 'log error warn info debug', 'forgets its arguments'],
  ['async_hooks#AsyncLocalStorage', 'run exit', 'calls at once'],
  ['async_hooks#AsyncResource', 'runInAsyncScope', 'calls at once'],
  ['async_hooks#Async(?:LocalStorage|Resource)', 'bind', 'binds'],

  // ------------------------------------------------------------ outside: globals, called, or on which something is
  ['(?:web|node|console)', 'console', 'acts outside'],
  ['console#', '', 'acts outside'],
  ['(?:node|process)', 'process', 'acts outside'],
  ['(?:web|node|timers)', 'fetch setTimeout setInterval setImmediate queueMicrotask', 'acts outside'],
  ['web', 'addEventListener postMessage alert prompt confirm close', 'acts outside'],
  ['(?:web|perf_hooks)#Performance', 'mark measure clearMarks clearMeasures', 'acts outside', 'here alone'],
  ['module', 'require', 'acts outside'],
];

interface Sort {
  /** Of where a function is declared: `globalThis#Array.push`, `fs#readFileSync`. */
  readonly key: RegExp;
  /** Of its name, for what is not listed. */
  readonly name: RegExp | undefined;
  readonly deeds: readonly string[];
}

const sorts: readonly Sort[] = table.map(([owner, names, ...deeds]) => {
  const any = names.replace('*', '[^.]+').split(' ').join('|');
  const separator = names === '' ? '' : owner.includes('#') ? '\\.' : owner === '.*' ? '[.#]' : '#';
  const says = owner.includes('#') && !owner.includes('Constructor') && names !== '' && names !== '*';
  return {
    key: new RegExp(`^${owner}${separator}(?:${any})$`),
    name: says && !deeds.includes('here alone') ? new RegExp(`^(?:${any})$`) : undefined,
    deeds: deeds.filter((deed) => deed !== 'here alone'),
  };
});

const none: ReadonlySet<string> = new Set();

/** The deeds of what a function's name alone makes likely: `values.push(x)`, where nothing is known of `values`. */
function byName(name: string): ReadonlySet<string> {
  return new Set(sorts.flatMap((sort) => (sort.name?.test(name) ? sort.deeds : [])));
}

function deedsAt({ module, member }: Origin): ReadonlySet<string> | undefined {
  const key = `${module.replace(/^node:/, '')}#${member}`;
  const found = sorts.filter((sort) => sort.key.test(key));
  return found.length ? new Set(found.flatMap((sort) => sort.deeds)) : undefined;
}

/** Holds where the function that is declared there does one of them. */
export function doesAt(origin: Origin, ...deeds: readonly Deed[]): boolean {
  const known = deedsAt(origin);
  return !!known && deeds.some((deed) => known.has(deed));
}

/** Holds where a method of that name may do it, whatever it is called on. */
export const mayDoByName = (name: string, deed: Deed): boolean => byName(name).has(deed);

export interface Platform {
  /** Holds where a call is, by every declaration of what it calls, one of a function of the platform that does that. */
  does(call: ts.Node, deed: Deed): boolean;
  /** Holds where that is so of what is called, or of something on the way to it: `process` in `process.stdout.write(text)`. */
  isOn(call: ts.CallExpression | ts.NewExpression, deed: Deed): boolean;
  /** Holds where one of its declarations does that; where one is not listed, one of its name. */
  mayDo(name: ts.Node, deed: Deed): boolean;
}

export const platformOf = (ts: TypeScript, types: TypeInfo): Platform =>
  types.once('platform', () => createPlatform(ts, types));

function createPlatform(ts: TypeScript, types: TypeInfo): Platform {
  const known = new Map<ts.Declaration, ReadonlySet<string> | undefined>();
  const names = new Map<string, ReadonlySet<string>>();
  return {
    does(call, deed) {
      if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
      const { expression: callee } = call;
      return is(ts.isPropertyAccessExpression(callee) ? callee.name : callee, deed) && !isReplaced(callee);
    },
    isOn(call, deed) {
      let node: ts.Expression = call.expression;
      for (;;) {
        node = unwrap(ts, node);
        if (ts.isIdentifier(node)) return is(node, deed);
        if (ts.isPropertyAccessExpression(node) && is(node.name, deed)) return true;
        if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
        node = node.expression;
      }
    },
    mayDo(name, deed) {
      const declarations = types.targetsOf(name);
      const text = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
      const isLikely = () => named(text).has(deed);
      return declarations.length ? declarations.some((d) => deedsOf(d)?.has(deed) ?? isLikely()) : isLikely();
    },
  };

  /** The project gives it another function: `console.log = …`, `fs.readFileSync = …`. */
  function isReplaced(callee: ts.Expression): boolean {
    const root = unwrap(ts, ts.isPropertyAccessExpression(callee) ? callee.expression : callee);
    if (!ts.isIdentifier(root) || !ts.isPropertyAccessExpression(callee)) return false;
    const replaced = replacedMembers(ts, types);
    if (!types.targetsOf(root).some(isLibrary)) return false;
    return replaced.has(`${root.text}.${callee.name.text}`) || replaced.has(`${root.text}.*`);
  }

  function is(name: ts.Node, deed: Deed): boolean {
    const declarations = types.targetsOf(name);
    return declarations.length > 0 && declarations.every((d) => (deedsOf(d) ?? none).has(deed));
  }

  /** Nothing, for what is not the platform's, or not listed. */
  function deedsOf(declaration: ts.Declaration): ReadonlySet<string> | undefined {
    if (!known.has(declaration))
      known.set(declaration, isLibrary(declaration) ? deedsAt(originOf(ts, declaration)) : undefined);
    return known.get(declaration);
  }

  function named(name: string): ReadonlySet<string> {
    let deeds = names.get(name);
    if (!deeds) names.set(name, (deeds = byName(name)));
    return deeds;
  }
}
