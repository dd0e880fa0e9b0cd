// What an object is called that came with a call: the way that numbering took to it, as far as that is still there.
import { types } from '../../platform/node/value-types.js';
import { nameOf } from '../describe.js';
import { LostWriteError, type Where } from '../errors.js';
import type { Numbered } from './numbering.js';

/** What is known of a call's values. */
export interface About extends Where {
  /** The first of them is its environment. */
  readonly env: boolean;
  readonly parameters?: readonly string[] | undefined;
}

export function pathOf(
  { objects, parents, captured }: Pick<Numbered, 'objects' | 'parents' | 'captured'>,
  n: number,
  about: About,
): string {
  const steps: string[] = [];
  let at = n;
  while (parents[at]! >= 0) {
    steps.unshift(stepFrom(objects[parents[at]!]!, objects[at]!));
    at = parents[at]!;
  }
  const index = -1 - parents[at]!;
  if (about.env && index === 0) {
    return [captured.get(at) ?? 'this', ...steps].join('');
  }
  const nth = index - (about.env ? 1 : 0);
  return [about.parameters?.[nth] ?? `argument ${nth + 1}`, ...steps].join('');
}

export const stepTo = (key: string | number): string =>
  typeof key === 'number' || /^\d+$/.test(key)
    ? `[${key}]`
    : /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
      ? `.${key}`
      : `[${JSON.stringify(key)}]`;

function stepFrom(holder: object, held: object): string {
  if (ArrayBuffer.isView(holder)) return '.buffer';
  if (types.isSet(holder)) return '.values()';
  if (types.isMap(holder)) {
    for (const [key, value] of holder) if (value === held) return `.get(${nameOf(key)})`;
    return '.keys()';
  }
  const key = Object.keys(holder).find((each) => holder[each as never] === held);
  return key === undefined ? '' : stepTo(key);
}

/** @param path what was changed */
export const lostWrite = (path: string, why: string, where: Where): LostWriteError =>
  new LostWriteError(`${where.name}: what it has changed can't be given back: ${path}: ${why}`, path, where);
