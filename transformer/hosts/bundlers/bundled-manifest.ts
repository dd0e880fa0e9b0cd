/**
 * The manifest of what is bundled (`runtime/manifest.ts` says what is in it): of worker modules by the names that their
 * chunks have in the end, and by the text of these. What stays outside of a bundle is in that by its name alone.
 */
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Modules } from '../../../runtime/manifest';
import { manifestText, type Tasks } from '../../7-emit/manifest';
import { digest } from '../../7-emit/worker-hash';

export interface Chunk {
  readonly code: string;
  /** Names of what it loads, with it or later; of other chunks, and whatever else. */
  readonly imports: readonly string[];
}

/** Files that a build has put into its folder, by names relative to that, with slashes. */
export interface Bundle {
  /** Where the project is: the same elsewhere is the same. */
  readonly root: string;
  readonly workers: ReadonlyMap<string, Tasks>;
  readonly chunkOf: (name: string) => Chunk | undefined;
}

export interface BundledManifests {
  /** Adds what has been built last, beside what others have put into the same folder; gives its manifest, if there is one. */
  add(folder: string, build: string | object, bundle: Bundle): string | undefined;
  /** The manifest as it is by now. */
  textOf(folder: string): string | undefined;
}

/** Builds in several formats may share a folder, and then its manifest. */
export function createBundledManifests(): BundledManifests {
  const folders = new Map<string, Map<string | object, Modules>>();
  return { add, textOf };

  function add(folder: string, build: string | object, bundle: Bundle): string | undefined {
    const builds = folders.get(folder) ?? new Map<string | object, Modules>();
    folders.set(folder, builds.set(build, modulesOf(bundle)));
    return textOf(folder);
  }

  function textOf(folder: string): string | undefined {
    const modules: Modules = Object.assign({}, ...(folders.get(folder)?.values() ?? []));
    return Object.keys(modules).length ? manifestText(modules) : undefined;
  }
}

function modulesOf({ root, workers, chunkOf }: Bundle): Modules {
  const withoutPlace = createWithoutPlace(root);
  const digests = new Map<string, string>();
  return Object.fromEntries([...workers].map(([name, tasks]) => [name, { hash: hashOf(name), tasks }]));

  function hashOf(worker: string): string {
    const reached = new Set([worker]);
    // a Set is walked as it grows
    for (const name of reached)
      for (const other of chunkOf(name)?.imports ?? []) if (chunkOf(other)) reached.add(other);
    const [own, ...others] = [...reached].map(digestOf);
    return digest([own, ...others.sort()].join());
  }

  function digestOf(name: string): string {
    const known = digests.get(name) ?? digest(withoutPlace(chunkOf(name)!.code));
    digests.set(name, known);
    return known;
  }
}

/** Takes out what bundlers write of where a module was, as a path or a URL, and in strings of code; and of its source map. */
function createWithoutPlace(root: string): (code: string) => string {
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  const written = [root, quoted(root), root.replaceAll('\\', '/'), pathToFileURL(root).pathname];
  const escaped = [...new Set(written)].map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const isTop = path.dirname(root) === root;
  const place = new RegExp(`(?:${escaped.join('|')})(?![\\w.-])`, 'g');
  return (code) => {
    const bare = code.replace(/\s*\/\/[#@] (?:sourceMappingURL|debugId)=[^\s"'`\\]*/g, '').trimEnd();
    return isTop ? bare : bare.replace(place, '');
  };
}
