/**
 * What functions of the platform do with what they are called on and given, as data: what they write, where what they
 * are given goes, what they call, what they give. By where each is declared. What is not listed may write, keep, call
 * and give all that it gets.
 *
 * A line says, separated by `;`:
 *   `writes P`           members of what is at P; `moves P`: a regular expression goes on; `sticks P`: one that is
 *                        sticky does
 *   `P = Q, R`           what is at Q and R may be at P afterwards
 *   `makes KIND`         a new object, `made`, which it gives
 *   `copies P Q`         members of what is at Q are members of P; `puts P Q`: and P is written
 *   `inherits P Q`       as `copies`, and accessors of what is at Q run with P
 *   `defines P Q`        members of what is at Q are descriptors of members of P; `describes P Q`: what is at Q is one
 *   `gives P, Q`
 *   `calls P(Q, R)`      before it returns or later; `calls P(Q) on R`; what that gives is `called`
 *   `coerces P`          to a string or a number
 *   `hooks P`            calls its `Symbol.replace`, or another such method
 *   `freezes P`          which a copy is not; `asks frozen P`, `asks class P`, `asks place P`: for what a copy may not have
 *   `keeps P`            others may have it from now on
 *   `acts`               on what is outside of the program: prints, ends, asks
 *   `raises P`           throws it
 *   `throws NAME`        errors of a class that is not the language's
 *   `differs`            gives another value each time
 *   `proxies`            what is done to what it gives, members of `1` are called for
 *   `listens`            adds or takes away listeners
 * Places: `this`, arguments `0`, `1`, all from the nth `1..`, `made`, `called`, `acc`, `_` for a primitive, `unknown`; `thrown`, all that is; `initial`, the second or the first of `this`;
 * `.*` for elements, as by iteration, `.name` for a member, `.any` for whatever is in it, `$key` and `$value` of a map.
 * Nothing is said of what is only read. Long, since it is one table.
 */
import { readLine, type Signature } from './signature-lines';

/** Owner, names of its functions (none for the owner itself), and what they do. `()` and `new`: the owner itself, called or constructed. */
type Row = readonly [owner: string, names: string, effects: string];

const views = 'Int8 Uint8 Uint8Clamped Int16 Uint16 Int32 Uint32 Float16 Float32 Float64 BigInt64 BigUint64'
  .split(' ')
  .map((each) => `${each}Array`);
const errors = 'Error TypeError RangeError SyntaxError ReferenceError EvalError URIError'.split(' ');
const typed = views.map((view) => `globalThis#${view}`).join(' ');

const intl = 'Collator DateTimeFormat NumberFormat PluralRules RelativeTimeFormat ListFormat DisplayNames Segmenter'
  .split(' ')
  .map((name) => `globalThis#${name}`)
  .join(' ');

/** Owners may be several, in one text. */
const table: readonly Row[] = [
  // ------------------------------------------------------------ arrays
  ['globalThis#Array', 'push unshift', 'writes this; this.* = 0..'],
  ['globalThis#Array', 'pop shift', 'writes this; gives this.*'],
  ['globalThis#Array', 'splice', 'writes this; makes array; made.* = this.*; this.* = 2..'],
  ['globalThis#Array', 'sort', 'writes this; this.* = this.*; calls 0(this.*, this.*); coerces this.*; gives this'],
  ['globalThis#Array', 'reverse copyWithin', 'writes this; this.* = this.*; gives this'],
  ['globalThis#Array', 'fill', 'writes this; this.* = 0; gives this'],
  ['globalThis#Array', 'slice toReversed', 'makes array; made.* = this.*'],
  ['globalThis#Array', 'with toSpliced', 'makes array; made.* = this.*, 1..'],
  ['globalThis#Array', 'toSorted', 'makes array; made.* = this.*; calls 0(this.*, this.*); coerces this.*'],
  ['globalThis#Array', 'filter', 'makes array; made.* = this.*; calls 0(this.*, _, this) on 1'],
  ['globalThis#Array', 'map', 'makes array; calls 0(this.*, _, this) on 1; made.* = called'],
  ['globalThis#Array', 'flatMap', 'makes array; calls 0(this.*, _, this) on 1; made.* = called, called.*'],
  ['globalThis#Array', 'flat', 'makes array; made.* = this.*, this.*.*, this.*.*.*, made.*.*'],
  ['globalThis#Array', 'concat', 'makes array; made.* = this.*, 0.., 0...*'],
  ['globalThis#Array', 'forEach some every findIndex findLastIndex', 'calls 0(this.*, _, this) on 1'],
  ['globalThis#Array', 'find findLast', 'calls 0(this.*, _, this) on 1; gives this.*'],
  ['globalThis#Array', 'reduce reduceRight', 'acc = initial; calls 0(acc, this.*, _, this); acc = called; gives acc'],
  ['globalThis#Array', 'at', 'gives this.*'],
  ['globalThis#Array', 'includes indexOf lastIndexOf', 'compares 0 this.*'],
  ['globalThis#Array', 'join toString toLocaleString', 'coerces this.*'],
  ['globalThis#Array', 'keys', 'makes iterator'],
  ['globalThis#Array', 'values @iterator', 'makes iterator; made.* = this.*'],
  ['globalThis#Array', 'entries', 'makes iterator; pair.1 = this.*; made.* = pair'],
  ['globalThis#ArrayConstructor', 'from', 'gets 0; makes array; calls 1(0.*, _) on 2; made.* = 0.*, 0.any, called'],
  ['globalThis#ArrayConstructor', 'fromAsync', 'unlisted'],
  ['globalThis#ArrayConstructor', 'of', 'makes array; made.* = 0..'],
  ['globalThis#ArrayConstructor', 'isArray', ''],
  ['globalThis#Array', 'new ()', 'makes array; made.* = 0..'],
  // ------------------------------------------------------------ maps and sets
  ['globalThis#Map globalThis#WeakMap', 'get', 'compares 0 this.$key; gives this.$value'],
  ['globalThis#Map globalThis#WeakMap', 'has', 'compares 0 this.$key'],
  [
    'globalThis#Map globalThis#WeakMap',
    'set',
    'compares 0 this.$key; writes this; this.$key = 0; this.$value = 1; gives this',
  ],
  ['globalThis#Set globalThis#WeakSet', 'add', 'compares 0 this.$value; writes this; this.$value = 0; gives this'],
  ['globalThis#Set globalThis#WeakSet', 'has', 'compares 0 this.$value'],
  ['globalThis#Map globalThis#WeakMap', 'delete', 'compares 0 this.$key; writes this'],
  ['globalThis#Set globalThis#WeakSet', 'delete', 'compares 0 this.$value; writes this'],
  ['globalThis#Map globalThis#Set', 'clear', 'writes this'],
  ['globalThis#Map', 'forEach', 'calls 0(this.$value, this.$key, this) on 1'],
  ['globalThis#Set', 'forEach', 'calls 0(this.$value, this.$value, this) on 1'],
  ['globalThis#Map', 'keys', 'makes iterator; made.* = this.$key'],
  ['globalThis#Map', 'values', 'makes iterator; made.* = this.$value'],
  ['globalThis#Map', 'entries @iterator', 'makes iterator; made.* = this.*'],
  ['globalThis#Set', 'keys values @iterator', 'makes iterator; made.* = this.$value'],
  ['globalThis#Set', 'entries', 'makes iterator; pair.0 = this.$value; pair.1 = this.$value; made.* = pair'],
  [
    'globalThis#Set',
    'union intersection difference symmetricDifference',
    'makes set; made.$value = this.$value, 0.$value, 0.*',
  ],
  ['globalThis#Set', 'isSubsetOf isSupersetOf isDisjointFrom', ''],
  ['globalThis#Map globalThis#WeakMap', 'new', 'makes map; made.$key = 0.*.0; made.$value = 0.*.1'],
  ['globalThis#Set globalThis#WeakSet', 'new', 'makes set; compares 0.* 0.*; made.$value = 0.*'],
  [
    'globalThis#MapConstructor',
    'groupBy',
    'makes map; calls 1(0.*, _); made.$key = called; group.* = 0.*; made.$value = group',
  ],
  ['globalThis#WeakRef', 'new', 'makes plain; made.$held = 0'],
  ['globalThis#WeakRef', 'deref', 'gives this.$held'],
  // ------------------------------------------------------------ iterators, generators, promises
  [
    'globalThis#Iterator globalThis#IteratorObject globalThis#Generator globalThis#ArrayIterator globalThis#MapIterator globalThis#SetIterator globalThis#RegExpStringIterator globalThis#StringIterator globalThis#BuiltinIterator',
    'next return',
    'writes this; this.$sent = 0; step.value = this.*, this.$result; gives step',
  ],
  [
    'globalThis#Generator globalThis#Iterator',
    'throw',
    'writes this; raises 0; step.value = this.*, this.$result; gives step',
  ],
  [
    'globalThis#AsyncGenerator globalThis#AsyncIterator',
    'next return',
    'writes this; this.$sent = 0; step.value = this.*, this.$result; makes promise; made.$value = step',
  ],
  [
    'globalThis#AsyncGenerator globalThis#AsyncIterator',
    'throw',
    'writes this; raises 0; step.value = this.*, this.$result; makes promise; made.$value = step',
  ],
  ['globalThis#IteratorObject globalThis#Generator', '@iterator', 'gives this'],
  ['globalThis#IteratorObject', 'map', 'writes this; makes iterator; calls 0(this.*, _); made.* = called'],
  ['globalThis#IteratorObject', 'filter', 'writes this; makes iterator; calls 0(this.*, _); made.* = this.*'],
  ['globalThis#IteratorObject', 'take drop', 'writes this; makes iterator; made.* = this.*'],
  ['globalThis#IteratorObject', 'toArray', 'writes this; makes array; made.* = this.*'],
  ['globalThis#IteratorObject', 'forEach some every', 'writes this; calls 0(this.*, _)'],
  ['globalThis#IteratorObject', 'find', 'writes this; calls 0(this.*, _); gives this.*'],
  ['globalThis#Promise', 'new', 'makes promise; calls 0(resolver, resolver)'],
  [
    'globalThis#Promise globalThis#PromiseLike',
    'then',
    'makes promise; calls 0(this.$value.awaited); calls 1(thrown); made.$value = called.awaited, this.$value',
  ],
  ['globalThis#Promise', 'catch', 'makes promise; calls 0(thrown); made.$value = called.awaited, this.$value'],
  ['globalThis#Promise', 'finally', 'makes promise; calls 0(); made.$value = this.$value'],
  ['globalThis#PromiseConstructor', 'resolve', 'makes promise; made.$value = 0.awaited'],
  ['globalThis#PromiseConstructor', 'reject', 'makes promise; raises 0'],
  ['globalThis#PromiseConstructor', 'all', 'makes promise; all.* = 0.*.awaited; made.$value = all'],
  [
    'globalThis#PromiseConstructor',
    'allSettled',
    'makes promise; settled.value = 0.*.awaited; settled.reason = unknown; all.* = settled; made.$value = all',
  ],
  ['globalThis#PromiseConstructor', 'race any', 'makes promise; made.$value = 0.*.awaited'],
  // ------------------------------------------------------------ objects
  ['globalThis#ObjectConstructor', 'keys getOwnPropertyNames', 'makes array'],
  ['globalThis#ObjectConstructor', 'values', 'gets 0; makes array; made.* = 0.any'],
  ['globalThis#ObjectConstructor', 'entries', 'gets 0; makes array; pair.1 = 0.any; made.* = pair'],
  ['globalThis#ObjectConstructor', 'fromEntries', 'makes plain; made.? = 0.*.1'],
  ['globalThis#ObjectConstructor', 'assign', 'puts 0 1..; gives 0'],
  ['globalThis#ObjectConstructor', 'create', 'makes plain; inherits made 0; defines made 1'],
  ['globalThis#ObjectConstructor', 'freeze seal preventExtensions', 'freezes 0; gives 0'],
  ['globalThis#ObjectConstructor', 'is', 'compares 0 1'],
  ['globalThis#ObjectConstructor', 'hasOwn', ''],
  ['globalThis#ObjectConstructor', 'isFrozen isSealed isExtensible', 'asks frozen 0'],
  ['globalThis#ObjectConstructor', 'getPrototypeOf', 'asks class 0; gives unknown'],
  ['globalThis#ObjectConstructor', 'groupBy', 'makes plain; calls 1(0.*, _); group.* = 0.*; made.? = group'],
  ['globalThis#ObjectConstructor', 'defineProperty', 'writes 0; describes 0 2; gives 0'],
  ['globalThis#ObjectConstructor', 'defineProperties', 'writes 0; defines 0 1; gives 0'],
  ['globalThis#ObjectConstructor', 'setPrototypeOf', 'writes 0; inherits 0 1; gives 0'],
  ['globalThis#Object', '()', 'makes plain; gives 0, made'],
  ['globalThis#Object', 'hasOwnProperty isPrototypeOf propertyIsEnumerable', ''],
  ['globalThis#Object', 'toString toLocaleString', 'coerces this'],
  ['globalThis#Object', 'valueOf', 'gives this'],
  ['globalThis#Object', 'new', 'makes plain'],
  // of Reflect, whose namespace does not show in where it is declared
  ['globalThis', 'apply', 'invokes 0(2.*...) on 1; gives called'],
  ['globalThis', 'get', 'gives 0.?'],
  ['globalThis', 'set', 'writes 0; 0.? = 2'],
  ['globalThis', 'defineProperty', 'writes 0; describes 0 2'],
  ['globalThis', 'has ownKeys getOwnPropertyDescriptor', 'makes fresh'],
  ['globalThis', 'deleteProperty', 'writes 0'],
  [
    'globalThis#CallableFunction globalThis#NewableFunction globalThis#Function',
    'call',
    'invokes this(1..) on 0; gives called',
  ],
  [
    'globalThis#CallableFunction globalThis#NewableFunction globalThis#Function',
    'apply',
    'invokes this(1.*...) on 0; gives called',
  ],
  ['globalThis#CallableFunction globalThis#NewableFunction globalThis#Function', 'bind', 'binds'],
  ['globalThis#Function', 'toString', ''],
  // ------------------------------------------------------------ values
  [
    'globalThis#JSON',
    'stringify',
    'serialises 0; calls 1(_, 0) on 0; calls 1(_, 0.any) on 0; calls 1(_, 0.any.any) on 0.any',
  ],
  ['globalThis#JSON', 'parse', 'makes fresh; calls 1(_, made) on made; made.? = called; gives made, called'],
  ['globalThis worker_threads web node', 'structuredClone', 'serialises 0; makes fresh'],
  ['globalThis#Math', 'random', 'differs'],
  ['globalThis#Math', '*', 'coerces 0..'],
  ['globalThis#Atomics', 'load isLockFree wait notify', ''],
  ['globalThis#Atomics', 'store add sub and or xor exchange compareExchange', 'writes 0'],
  [
    'globalThis#String globalThis#Number globalThis#BigInt globalThis#Boolean globalThis#Symbol',
    '() new',
    'coerces 0..',
  ],
  ['globalThis#String', 'split', 'makes array; hooks 0'],
  ['globalThis#String', 'match', 'makes array; hooks 0; sticks 0'],
  ['globalThis#String', 'search', 'hooks 0'],
  ['globalThis#String', 'matchAll', 'asks place 0; hooks 0; makes iterator; made.* = group'],
  ['globalThis#String', 'replace replaceAll', 'calls 1(); hooks 0; sticks 0; coerces 1'],
  ['globalThis#String globalThis#Number globalThis#BigInt globalThis#Boolean', '*', 'coerces 0..'],
  [
    'globalThis#StringConstructor globalThis#NumberConstructor globalThis#BigIntConstructor globalThis#SymbolConstructor',
    '*',
    'coerces 0..',
  ],
  [
    'globalThis',
    'parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape',
    'coerces 0..',
  ],
  ['globalThis#RegExp', 'new ()', 'makes pattern'],
  ['globalThis#RegExp', 'exec', 'moves this; makes array; made.groups = group'],
  ['globalThis#RegExp', 'test', 'moves this'],
  ['globalThis#RegExp', 'toString', ''],
  ['globalThis#Date', 'new', 'coerces 0..; makes opaque; differs without arguments'],
  ['globalThis#Date', '()', 'differs'],
  ['globalThis#DateConstructor', 'now', 'differs'],
  ['globalThis#DateConstructor', 'UTC parse', 'coerces 0..'],
  [
    'globalThis#Date',
    'setFullYear setMonth setDate setHours setMinutes setSeconds setMilliseconds setTime setUTCFullYear setUTCMonth setUTCDate setUTCHours setUTCMinutes setUTCSeconds setUTCMilliseconds setYear',
    'coerces 0..; writes this',
  ],
  ['globalThis#Date', 'toJSON toString valueOf @toPrimitive', ''],
  ['globalThis#Date', '*', 'coerces 0..'],
  [intl, 'new ()', 'makes opaque'],
  [intl, '*', 'coerces 0..'],
  ...errors.map((error): Row => [`globalThis#${error}`, 'new ()', 'coerces 0; makes error; made.cause = 1.cause']),
  [
    'globalThis#AggregateError',
    'new ()',
    'coerces 1; makes error; all.* = 0.*; made.errors = all; made.cause = 2.cause',
  ],
  ['globalThis#ErrorConstructor node#ErrorConstructor', 'captureStackTrace', ''],
  ['globalThis#Proxy globalThis#ProxyConstructor', 'new', 'proxies; gives 0; keeps 1'],
  // ------------------------------------------------------------ memory
  [typed, 'new', 'coerces 0; makes memory; gives 0.buffer'],
  [views.map((view) => `globalThis#${view}Constructor`).join(' '), 'from', 'calls 1(0.*, _) on 2; makes memory'],
  [views.map((view) => `globalThis#${view}Constructor`).join(' '), 'of', 'coerces 0..; makes memory'],
  [typed, 'set fill copyWithin reverse', 'writes this; gives this'],
  [typed, 'sort', 'writes this; calls 0(); gives this'],
  [typed, 'subarray valueOf', 'gives this'],
  // what is declared as Uint8Array may be a Buffer, whose slice shares its memory
  [typed.replace('globalThis#Uint8Array ', ''), 'slice', 'makes memory'],
  ['globalThis#Uint8Array', 'slice', 'makes memory; gives this.shared'],
  [typed, 'toSorted toReversed with', 'calls 0(); makes memory'],
  [typed, 'map filter', 'calls 0(_, _, this) on 1; makes memory'],
  [typed, 'forEach some every find findIndex findLast findLastIndex', 'calls 0(_, _, this) on 1'],
  [typed, 'reduce reduceRight', 'acc = 1; calls 0(acc, _, _, this); acc = called; gives acc'],
  [typed, 'keys values entries @iterator', 'makes iterator'],
  [typed, 'at includes indexOf lastIndexOf join toString toLocaleString toHex toBase64', ''],
  ['globalThis#Uint8Array', 'setFromHex setFromBase64', 'writes this; makes plain'],
  ['globalThis#ArrayBuffer globalThis#SharedArrayBuffer', 'new', 'makes memory'],
  ['globalThis#ArrayBuffer', 'slice', 'makes memory'],
  ['globalThis#ArrayBuffer', 'transfer transferToFixedLength', 'writes this; gives this'],
  ['globalThis#ArrayBuffer', 'resize', 'writes this'],
  ['globalThis#ArrayBufferConstructor', 'isView', ''],
  ['globalThis#DataView', 'new', 'gives 0'],
  [
    'globalThis#DataView',
    'setInt8 setUint8 setInt16 setUint16 setInt32 setUint32 setFloat16 setFloat32 setFloat64 setBigInt64 setBigUint64',
    'writes this',
  ],
  ['globalThis#DataView', '*', ''],
  ['buffer#BufferConstructor', 'alloc allocUnsafe allocUnsafeSlow concat copyBytesFrom', 'makes memory'],
  ['buffer#BufferConstructor', 'from', 'coerces 0; makes memory; gives 0.buffer'],
  ['buffer#BufferConstructor', 'isBuffer compare byteLength isEncoding', ''],
  ['buffer#Buffer', 'write\\w* swap\\d+ fill', 'writes this; gives this'],
  ['buffer#Buffer', 'copy', 'writes 0'],
  ['buffer#Buffer', 'slice subarray', 'gives this'],
  ['buffer#Buffer', 'read\\w* toString equals compare includes indexOf lastIndexOf toJSON toLocaleString', ''],
  // ------------------------------------------------------------ what the platform has besides
  [
    'util#TextEncoder web#TextEncoder node#TextEncoder util#TextDecoder web#TextDecoder node#TextDecoder',
    'new',
    'makes opaque',
  ],
  ['util#TextEncoder web#TextEncoder', 'encode', 'makes memory'],
  ['util#TextEncoder web#TextEncoder', 'encodeInto', 'writes 1; makes plain'],
  ['util#TextDecoder web#TextDecoder', 'decode', ''],
  [
    'url#URL web#URL node#URL globalThis#URL url#URLSearchParams web#URLSearchParams node#URLSearchParams',
    'new',
    'coerces 0..; makes opaque',
  ],
  ['url#URL web#URL', 'toString toJSON', ''],
  ['url#URL', 'canParse', ''],
  ['url#URLSearchParams web#URLSearchParams', 'append delete set sort', 'writes this'],
  ['url#URLSearchParams web#URLSearchParams', 'get getAll has toString', 'makes array'],
  ['url#URLSearchParams web#URLSearchParams', 'keys values entries @iterator', 'makes iterator'],
  ['url', 'fileURLToPath pathToFileURL', 'makes opaque'],
  [
    'console#Console web#Console console node#Console globalThis#Console',
    'log error warn info debug trace dir table group groupEnd groupCollapsed',
    'acts; inspects 0..',
  ],
  ['console#Console web#Console', 'time timeEnd timeLog count countReset assert', 'acts'],
  [
    'web node timers globalThis',
    'setTimeout setInterval setImmediate queueMicrotask',
    'acts; calls 0(2.., 1..); gives unknown',
  ],
  ['web node timers globalThis', 'clearTimeout clearInterval clearImmediate', ''],
  ['process#Process', 'nextTick', 'calls 0(1..)'],
  ['process#Process', 'cwd uptime memoryUsage cpuUsage hrtime', 'differs; makes fresh'],
  ['process#Process', 'chdir on once emit addListener exit abort kill setuid setgid umask', 'acts; calls 1(unknown)'],
  ['process#HRTime', 'bigint', 'differs'],
  ['process#WriteStream stream#Writable tty#WriteStream net#Socket', 'write', 'acts'],
  ['web#Performance perf_hooks#Performance', 'now', 'differs'],
  ['web#Crypto crypto#Crypto crypto#webcrypto.Crypto crypto', 'randomUUID randomInt', 'differs'],
  ['crypto', 'randomBytes', 'differs; makes memory'],
  ['web#Crypto crypto crypto#webcrypto.Crypto', 'getRandomValues randomFillSync', 'differs; writes 0; gives 0'],
  ['crypto', 'createHash createHmac', 'makes opaque'],
  ['crypto#Hash crypto#Hmac', 'update', 'writes this; gives this'],
  ['crypto#Hash crypto#Hmac', 'digest copy', 'makes memory'],
  ['crypto', 'hash pbkdf2Sync scryptSync hkdfSync timingSafeEqual', 'makes memory'],
  [
    'zlib',
    'gzipSync gunzipSync unzipSync deflateSync inflateSync deflateRawSync inflateRawSync brotliCompressSync brotliDecompressSync zstdCompressSync zstdDecompressSync',
    'makes memory',
  ],
  ['zlib', 'crc32', ''],
  [
    'path path#path.PlatformPath path#PlatformPath',
    'join resolve basename dirname extname relative normalize isAbsolute format toNamespacedPath matchesGlob',
    '',
  ],
  ['path path#path.PlatformPath path#PlatformPath', 'parse', 'makes plain'],
  ['fs', 'readFileSync', 'asks; makes memory'],
  ['fs', 'existsSync readdirSync statSync lstatSync realpathSync', 'asks; makes fresh'],
  ['fs', 'writeFileSync appendFileSync mkdirSync rmSync unlinkSync', 'acts'],
  ['os', 'cpus totalmem freemem hostname platform tmpdir availableParallelism arch EOL', 'asks; makes fresh'],
  ['util', 'inspect format isDeepStrictEqual types', 'inspects 0..'],
  [
    'assert assert#assert assert#assert.strict',
    'ok equal strictEqual deepEqual deepStrictEqual notEqual notStrictEqual fail',
    'coerces 2; throws AssertionError',
  ],
  ['assert#assert', '()', 'coerces 1; throws AssertionError'],
  ['events#EventEmitter', 'new', 'makes plain'],
  [
    'events#EventEmitter events#EventEmitter.EventEmitter events',
    'on once addListener prependListener',
    'writes this; this.$listener = 1; gives this',
  ],
  ['events#EventEmitter events#EventEmitter.EventEmitter', 'emit', 'calls this.$listener(1.., 1.., 1..) on this'],
  [
    'events#EventEmitter events#EventEmitter.EventEmitter',
    'off removeListener removeAllListeners',
    'writes this; gives this',
  ],
  [
    'web#EventTarget globalThis#EventTarget web#AbortSignal node#AbortSignal globalThis#AbortSignal events#AbortSignal node#EventTarget',
    'addEventListener removeEventListener throwIfAborted',
    'listens; calls 1(unknown)',
  ],
  ['web#AbortController globalThis#AbortController node#AbortController', 'new', 'makes opaque'],
  ['web#AbortController globalThis#AbortController node#AbortController', 'abort', 'writes this'],
  ['async_hooks#AsyncLocalStorage', 'new', 'makes plain'],
  ['async_hooks#AsyncLocalStorage', 'getStore', 'gives this.$store'],
  ['async_hooks#AsyncLocalStorage', 'run', 'this.$store = 0; calls 1(2..); gives called'],
];

const exact = new Map<string, Signature>();
const patterns: { readonly test: RegExp; readonly signature: Signature }[] = [];

for (const [owners, names, text] of table) {
  if (text === 'unlisted') continue;
  const signature = readLine(text);
  for (const owner of owners.split(' '))
    for (const name of names.split(' ')) {
      if (name === 'new') exact.set(`new ${owner}`, signature);
      else if (name === '()') exact.set(owner, signature);
      else if (/[*\\]/.test(name))
        patterns.push({ test: new RegExp(`^${owner}[.#]${name === '*' ? '[^.]+' : name}$`), signature });
      else exact.set(owner.includes('#') ? `${owner}.${name}` : `${owner}#${name}`, signature);
    }
}

const asked = new Map<string, Signature | undefined>();

/** Of what is declared at a key; undefined for what is not known. */
export function signatureOf(key: string, isNew: boolean): Signature | undefined {
  const name = isNew ? `new ${key}` : key;
  if (!asked.has(name))
    asked.set(name, exact.get(name) ?? (isNew ? undefined : patterns.find(({ test }) => test.test(key))?.signature));
  return asked.get(name);
}

export type SignatureOf = typeof signatureOf;

/**
 * With what a project says of its packages: `"my-lib"` for all that it has, `"my-lib#total"`, `"my-lib#Table.sort"`,
 * `"new my-lib#Table"`.
 */
export function signaturesWith(own: Readonly<Record<string, string>>): SignatureOf {
  const said = new Map(Object.entries(own).map(([name, text]) => [name, readLine(text)]));
  if (!said.size) return signatureOf;
  return (key, isNew) => {
    const name = key.replace(/^package /, '');
    const [module] = name.split('#') as [string];
    return said.get(isNew ? `new ${name}` : name) ?? said.get(module) ?? signatureOf(key, isNew);
  };
}

/** All of a package, or of a module that is only declared, for what is told of its state. */
export const packageOf = (key: string): string | undefined => /^package [^#]+#/.exec(key)?.[0];

/** For people: `process.env`, `Date.prototype`, `fs.readFileSync`. */
export function nameOfKey(key: string): string {
  if (key.startsWith('import.meta ')) return 'import.meta';
  const [module, member] = key.split('#') as [string, string];
  const names = member
    .split('.')
    .filter(Boolean)
    .map((name) => name.replace(/Constructor$/, ''));
  // of a module of the project that is only declared, its file
  const own = module.replace(/^package (?:\/.*\/)?/, '');
  const isSaid = /^(?:globalThis|web|node|util|buffer|url)$/.test(own) || names[0]?.toLowerCase() === own;
  if (!isSaid) return [own, ...names.filter((name) => name !== 'default')].join('.');
  return [...(names[0]?.toLowerCase() === own ? [own, ...names.slice(1)] : names)].join('.') || own;
}
