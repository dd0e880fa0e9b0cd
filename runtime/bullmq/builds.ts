// Manifests on disk: what a build has that can run elsewhere.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildOf, MANIFEST, type Manifest, type ManifestTask } from '../manifest.js';
import { ConfigurationError } from '../shared/errors.js';
import { own } from '../shared/values.js';
import type { RemoteKind } from './protocol.js';

export interface BuildTask extends ManifestTask {
  /** Its place in the list. */
  readonly number: number;
  /** URL of its worker module, and which of its functions. */
  readonly url: string;
  readonly key: string;
}

export interface Build {
  /** Its hash. */
  readonly id: string;
  readonly tasks: readonly BuildTask[];
  /** By module and key. */
  readonly numbers: ReadonlyMap<string, number>;
  readonly folder: string;
}

export const kindsOf = ({ tasks }: Build): RemoteKind[] => [...new Set(tasks.map(({ kind }) => kind))];

/**
 * Reads a manifest.
 * @param file it, or the folder that it is in
 * @throws ConfigurationError
 */
export function readBuild(file: string): Build {
  const path = resolve(file.endsWith('.json') ? file : join(file, MANIFEST));
  const manifest = parse(path);
  const folder = dirname(path);
  const tasks: BuildTask[] = [];
  // In one order on all machines.
  for (const module of Object.keys(manifest.modules).sort()) {
    const { tasks: found } = manifest.modules[module]!;
    const url = pathToFileURL(join(folder, module)).href;
    for (const key of Object.keys(found).sort()) {
      const task = own(found, key) as ManifestTask;
      if (!task.stream) tasks.push({ ...task, number: tasks.length, url, key });
    }
  }
  const numbers = new Map(tasks.map(({ url, key, number }) => [`${key} ${url}`, number]));
  return { id: manifest.build, tasks, numbers, folder };
}

function parse(path: string): Manifest {
  const wrong = (why: string, cause?: unknown) =>
    Object.assign(
      new ConfigurationError(`${path} ${why}: build the project again with unsync build, or tspc`),
      cause === undefined ? undefined : { cause },
    );
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch (error) {
    const { code } = error as { code?: unknown };
    throw wrong(code === 'ENOENT' ? 'does not exist' : "can't be read", error);
  }
  if (manifest?.version !== 1) throw wrong('is of another version of unsync');
  if (typeof manifest.modules !== 'object' || manifest.build !== buildOf(manifest.modules)) throw wrong('was changed');
  return manifest;
}

/** Those that were found, and places where there is none, by folder. */
const found = new Map<string, Build | undefined>();

export interface Place {
  readonly build: Build;
  /** Of the worker module, as this process writes it: bundlers escape more, or less. */
  readonly url: string;
}

const places = new Map<string, Place>();

/**
 * Where a worker module belongs: the manifest of its build is in its folder, or in one above.
 * @throws ConfigurationError
 */
export function placeOf(url: string): Place {
  let place = places.get(url);
  if (!place) {
    const file = url.startsWith('file:') ? fileURLToPath(url) : undefined;
    const build = file && find(dirname(file));
    if (!build)
      throw new ConfigurationError(
        `there is no ${MANIFEST} ${file ? `in ${dirname(file)}, nor above it` : `for ${url.slice(0, 40)}`}: ` +
          'calls for other machines need a build on disk, by unsync build, tspc or a bundler',
      );
    places.set(url, (place = { build, url: pathToFileURL(file).href }));
  }
  return place;
}

function find(folder: string): Build | undefined {
  if (found.has(folder)) return found.get(folder);
  const above = dirname(folder);
  const here = existsSync(join(folder, MANIFEST));
  const build = here ? readBuild(folder) : above === folder ? undefined : find(above);
  found.set(folder, build);
  return build;
}

/** As people see it: relative to where they are. */
export const shown = (path: string): string => relative(process.cwd(), path).split(sep).join('/') || '.';
