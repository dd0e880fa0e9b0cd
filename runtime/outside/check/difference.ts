// Where two values are not the same.
import { Buffer } from '../../platform/node/globals.js';
import { types } from '../../platform/node/value-types.js';
import { stepTo } from '../../shared/give-back/paths.js';
import { textOf } from '../../shared/give-back/text.js';
import { isError, tagOf } from '../../shared/survival.js';

export interface Difference {
  /** 'result.rows[3].n' */
  readonly path: string;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** Where that is not seen from the two. */
  readonly what?: string;
}

/**
 * The first place where two graphs are different: in a value, a class, what is not enumerable, or in which of their
 * parts are one object. Of errors, stacks are left out; that something is frozen, or a getter, is a matter of who asks.
 * @param roots pairs, by their names
 */
export function differenceOf(
  roots: readonly (readonly [name: string, ours: unknown, theirs: unknown])[],
): Difference | undefined {
  const queue: [path: string, ours: object, theirs: object][] = [];
  const counterparts = new Map<object, object>();
  const originals = new Map<object, object>();
  for (const [name, ours, theirs] of roots) {
    const found = look(name, ours, theirs);
    if (found) return found;
  }
  for (const [path, ours, theirs] of queue) {
    const found = inside(path, ours, theirs);
    if (found) return found;
  }
  return undefined;

  function look(path: string, ours: unknown, theirs: unknown): Difference | undefined {
    const isObject = typeof ours === 'object' && ours !== null && typeof theirs === 'object' && theirs !== null;
    if (!isObject) return Object.is(ours, theirs) ? undefined : { path, ours, theirs };
    const known = counterparts.get(ours);
    if (known === theirs) return undefined;
    if (known || originals.has(theirs))
      return { path, ours, theirs, what: 'it is an object that stands elsewhere, too, and a copy of that' };
    counterparts.set(ours, theirs);
    originals.set(theirs, ours);
    // one memory has no parts that could be copies of each other
    if (ours !== theirs || !isMemory(ours)) queue.push([path, ours, theirs]);
    return undefined;
  }

  function inside(path: string, ours: object, theirs: object): Difference | undefined {
    if (tagOf(ours) !== tagOf(theirs)) return { path, ours, theirs };
    if (Object.getPrototypeOf(ours) !== Object.getPrototypeOf(theirs))
      return { path, ours, theirs, what: 'they are of different classes' };
    if (isMemory(ours)) return bytesOf(ours).equals(bytesOf(theirs)) ? undefined : { path, ours, theirs };
    if (stateOf(ours) !== stateOf(theirs)) return { path, ours, theirs };
    return entries(path, ours, theirs) ?? properties(path, ours, theirs);
  }

  function entries(path: string, ours: object, theirs: object): Difference | undefined {
    const isMap = types.isMap(ours);
    if (!isMap && !types.isSet(ours)) return undefined;
    const [a, b] = [ours, theirs].map((each) => [...(each as Set<unknown> | Map<unknown, unknown>)]) as [
      unknown[],
      unknown[],
    ];
    if (a.length !== b.length) return { path, ours, theirs };
    for (let i = 0; i < a.length; i++) {
      const found = isMap
        ? (look(`${path}, key ${i}`, (a[i] as unknown[])[0], (b[i] as unknown[])[0]) ??
          look(`${path}, value ${i}`, (a[i] as unknown[])[1], (b[i] as unknown[])[1]))
        : look(`${path}, value ${i}`, a[i], b[i]);
      if (found) return found;
    }
    return undefined;
  }

  function properties(path: string, ours: object, theirs: object): Difference | undefined {
    const isStack = (key: string | symbol) => key === 'stack' && isError(ours);
    const keys = Reflect.ownKeys(ours).filter((key) => !isStack(key));
    const others = Reflect.ownKeys(theirs).filter((key) => !isStack(key));
    if (keys.length !== others.length || keys.some((key, i) => key !== others[i])) return { path, ours, theirs };
    for (const key of keys) {
      const at = path + (typeof key === 'string' ? stepTo(key) : `[${String(key)}]`);
      const [a, b] = [ours, theirs].map((each) => Object.getOwnPropertyDescriptor(each, key)!) as [
        PropertyDescriptor,
        PropertyDescriptor,
      ];
      if (a.enumerable !== b.enumerable && !isError(ours))
        return { path: at, ours, theirs, what: 'one of them is not enumerable' };
      // a getter arrives as what it gives
      const found = look(at, a.get ? ours[key as never] : a.value, b.get ? theirs[key as never] : b.value);
      if (found) return found;
    }
    return undefined;
  }
}

const isMemory = (object: object): boolean => ArrayBuffer.isView(object) || types.isAnyArrayBuffer(object);

function bytesOf(object: object): Buffer {
  if (!ArrayBuffer.isView(object)) return Buffer.from(object as ArrayBuffer);
  return Buffer.from(object.buffer, object.byteOffset, object.byteLength);
}

/** What is no property of it. */
function stateOf(object: object): string | undefined {
  if (types.isDate(object)) return String(object.getTime());
  if (types.isRegExp(object) || types.isBoxedPrimitive(object)) return String(object);
  return textOf(object);
}
