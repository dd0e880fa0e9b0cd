// An error on its way to another machine: what it holds that can cross a thread but not leave the process (a Blob, a key,
// shared memory) is left out and said, as what can't cross at all is. Loaded with the first such error.
import { types } from '../../platform/node/value-types.js';
import { describe, nameOf } from '../../shared/describe.js';
import type { Shape } from '../../shared/error-shape.js';
import { UncloneableError } from '../../shared/errors.js';
import { encode } from '../../shared/failure.js';
import type { Encoded, Path } from '../../shared/packed.js';
import { isOfNode } from '../../shared/survival.js';
import { toBytes } from '../../shared/wire.js';

/**
 * @param encoded is changed
 * @public loaded by `require`
 */
export function portable(encoded: Encoded): Encoded {
  const { patches = [] } = encoded;
  const dropped: Path[] = [];
  patches
    .filter(([, codec]) => codec === 'error')
    .forEach(([, , data], root) => {
      const { parts, leftOut } = data as Shape;
      prune(parts, [root], [], leftOut as string[]);
    });
  for (const [paths] of patches) {
    const kept = paths.filter((path) => !dropped.some((gone) => gone.every((key, i) => key === path[i])));
    paths.splice(0, paths.length, ...kept);
  }
  // an error keeps its number, though nothing leads to it any more
  const left = patches.filter(([paths, codec]) => paths.length > 0 || codec === 'error');
  patches.splice(0, patches.length, ...left);
  // of what is no error, nothing is left out
  const isError = patches.some(([paths, codec]) => codec === 'error' && paths.some((path) => path.length === 1));
  const kept = { ...encoded, patches };
  return isError && canLeave(kept)
    ? kept
    : encode(new UncloneableError(`what was thrown can't leave its process`), none);

  function prune(holder: object, at: Path, names: string[], notes: string[], seen = new Set<object>()): void {
    if (seen.has(holder)) return;
    seen.add(holder);
    for (const [key, name, value] of entriesOf(holder)) {
      if (typeof value !== 'object' || value === null) continue;
      const [path, text] = [
        [...at, key],
        [...names, name],
      ];
      if (isContainer(value)) {
        prune(value, path, text, notes, seen);
        continue;
      }
      if (canLeave(value)) continue;
      notes.push(`${text.join('.')}: ${describe(value)}, which can't leave its process`);
      dropped.push(path);
      // the others of a map keep their places
      if (types.isMap(holder)) holder.set([...holder.keys()][((key as number) - 1) / 2], undefined);
      else delete holder[key as never];
    }
  }
}

const none = { classes: () => ({}) };

function entriesOf(holder: object): [key: string | number, name: string, value: unknown][] {
  if (types.isMap(holder)) return [...holder].map(([key, value], i) => [2 * i + 1, nameOf(key), value]);
  return Object.keys(holder).map((key) => [key, key, holder[key as never]]);
}

/** Holds where parts of it can be left out. Of a set none can: places in it are counted. */
function isContainer(value: object): boolean {
  if (types.isMap(value)) return [...value.keys()].every((key) => canLeave(key));
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}

function canLeave(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== 'object' || value === null || seen.has(value)) return true;
  seen.add(value);
  if (types.isMap(value) || types.isSet(value))
    return [...value.keys(), ...value.values()].every((each) => canLeave(each, seen));
  if (isContainer(value)) return Object.values(value).every((each) => canLeave(each, seen));
  if (isOfNode(value)) return false;
  try {
    toBytes(value);
    return true;
  } catch {
    return false;
  }
}
