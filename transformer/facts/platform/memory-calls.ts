/** What calls of the platform's own functions do with memory: typed arrays, ArrayBuffers, and what holds them. */
import type ts from 'typescript';
import type { TypeInfo, TypeScript } from '../../types';
import { isLibrary, originOf } from '../names/origins';

const views = '(?:Big)?(?:Uint|Int|Float)\\d+(?:Clamped)?Array';
const oneOf = (...names: readonly string[]) => new RegExp(`^(?:${names.join('|')})$`);

/** Constructors of memory, or of views on what they are given. */
export const makesView = oneOf(`(?:globalThis|node)#${views}`, 'globalThis#DataView');
export const makesBuffer = oneOf('globalThis#ArrayBuffer');
/** Constructors of containers. */
export const makesContainer = oneOf('globalThis#(?:Array|Map|Set)(?:Constructor)?');

/**
 * Functions whose result is memory that nothing else has. Of a Buffer that lies in Node's pool, that is not so: such
 * a one does not fill its memory, and is left alone when it crosses.
 */
export const makesMemory = oneOf(
  `globalThis#${views}Constructor\\.(?:from|of)`,
  `globalThis#${views}\\.(?:map|filter|toSorted|toReversed|with)`,
  `globalThis#(?!Uint8Array)${views}\\.slice`,
  'globalThis#ArrayBuffer\\.slice',
  'buffer#BufferConstructor\\.(?:alloc|allocUnsafe|allocUnsafeSlow|concat|copyBytesFrom)',
  'fs#readFileSync',
  'fs/promises#readFile',
  'zlib#(?:gzip|gunzip|unzip|deflate|inflate|deflateRaw|inflateRaw|brotliCompress|brotliDecompress)Sync',
  'crypto#randomBytes',
  'util#TextEncoder\\.encode',
);

/** Gives the memory of its first argument, where that is a buffer; a copy, where it is a view. */
export const wrapsBuffer = oneOf('buffer#BufferConstructor\\.from');
/** Gives the memory that it is called on: of a Buffer, `slice` does. */
export const givesReceiver = oneOf(
  `globalThis#${views}\\.(?:fill|sort|reverse|copyWithin|valueOf)`,
  'globalThis#Uint8Array\\.slice',
  'buffer#Buffer\\.(?:fill|swap16|swap32|swap64|reverse)',
);

/** Functions that read or fill what they are given, and keep nothing of it. */
export const forgetsArguments = oneOf(
  'globalThis#(?:Math|JSON|Atomics)\\.\\w+',
  '(?:globalThis|node)#(?:Number|String|Boolean)(?:Constructor)?',
  'globalThis#(?:ArrayConstructor\\.isArray|ArrayBufferConstructor\\.isView|ObjectConstructor\\.(?:is|keys))',
  `globalThis#(?:${views}|DataView|ArrayBuffer|${views}Constructor)\\.\\w+`,
  'buffer#BufferConstructor\\.(?:concat|isBuffer|compare|byteLength|copyBytesFrom)',
  'buffer#Buffer\\.\\w+',
  'fs#(?:read|write|readv|writev|writeFile|appendFile)Sync',
  'zlib#\\w+Sync',
  'crypto#(?:timingSafeEqual|(?:Hash|Hmac|Sign|Verify|Cipheriv|Decipheriv)\\.update)',
  'util#(?:TextDecoder\\.decode|TextEncoder\\.encodeInto)',
  'worker_threads#structuredClone',
  'console#Console\\.(?:log|error|warn|info|debug)',
);

/** Functions whose result is, or holds, what they are given. */
export const givesArguments = oneOf(
  'crypto#(?:randomFillSync|getRandomValues)',
  'globalThis#ArrayConstructor\\.(?:from|of)',
  'globalThis#ObjectConstructor\\.(?:values|entries|freeze|seal)',
);

/** Methods that keep nothing of what they are called on, but what they give. */
export const ownMethods = oneOf(
  `globalThis#(?:${views}|DataView|ArrayBuffer|(?:Readonly)?(?:Array|Map|Set))\\.[^.]+`,
  'buffer#Buffer\\.\\w+',
);

/** Methods that put what they are given into what they are called on. */
export const storesArguments = oneOf('globalThis#(?:Array\\.(?:push|unshift|fill)|Map\\.set|Set\\.add)');

/** Calls that call the functions they are given before they return, and forget them. */
export const callsAtOnce = oneOf(
  `globalThis#(?:${views}|(?:Readonly)?(?:Array|Map|Set))\\.(?:forEach|map|filter|some|every|find\\w*|reduce\\w*|sort|toSorted|flatMap)`,
  `globalThis#(?:Array|${views})Constructor\\.from`,
  'globalThis#String\\.replace(?:All)?',
);

/** `Array.from(…, make)` and `list.map(make)`: an array of what a function gives. */
export const listsResults = oneOf('globalThis#ArrayConstructor\\.from', 'globalThis#(?:Readonly)?Array\\.map');

/** Whether a call is, in every declaration of what it calls, one of the platform's functions of that sort. */
export function isCallOf(
  ts: TypeScript,
  types: TypeInfo,
  call: ts.CallExpression | ts.NewExpression,
  sort: RegExp,
): boolean {
  const callee = call.expression;
  const declarations = types.targetsOf(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
  return (
    declarations.length > 0 &&
    declarations.every((d) => {
      if (!isLibrary(d)) return false;
      const { module, member } = originOf(ts, d);
      return sort.test(`${module.replace(/^node:/, '')}#${member}`);
    })
  );
}
