/**
 * Where what Rollup, Rolldown or Vite builds is to run, as far as they are told: not where there is no Node, and no
 * thread of it. What is not said is taken to be for Node.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { firstMark } from './esbuild-worker';

/** Vite 6 and newer has this in the `this` of a plugin's hooks. */
interface Environment {
  readonly name: string;
  readonly config: {
    readonly consumer: 'client' | 'server';
    readonly build: { readonly lib?: unknown };
    readonly resolve: { readonly conditions: readonly string[] };
  };
}

/** Members that are asked of a plugin's `this`. */
export interface Host {
  readonly meta: { readonly rolldownVersion?: string };
  readonly environment?: Environment;
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
  resolve(source: string, importer: string, options: { skipSelf: boolean }): Promise<{ readonly id: string } | null>;
  warn(message: string): void;
  error(message: string): never;
}

/** Fields that are used of an output's chunk. */
interface Chunk {
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
}

/** State of a build, and what is said of it. Several builds of a plugin may be under way. */
export interface Platform {
  /** Of the options, as they are given. */
  given(platform: string | undefined): void;
  begin(host: Host): Promise<void>;
  /** For what the build is, where Vite says so and it is not Node. */
  client(host: Host): string | undefined;
  /** A module has marks; or is a library's, whose functions were moved before. */
  marked(id: string): void;
  /** It asks where its worker module is. */
  located(id: string): void;
  /** A module imports this package. */
  imported(source: string, importer: string | undefined): void;
  /** All modules are there, and are about to become this. */
  rendering(host: Host, format: string, platform: string | undefined): void;
  /** And this is what became of them. */
  rendered(host: Host, chunks: readonly Chunk[]): void;
  refuse(host: Host, id: string, where: string): never;
}

/** Export conditions of platforms without threads of Node. */
const elsewhere = /^(?:workerd|edge-light)$/;

/** Formats in which a module can say where it is, and another can be loaded by that. */
const modular = /^(?:es|esm|module|cjs|commonjs)$/;

/** @param isWebWorker whether all is for a worker of a page, as Vite builds them apart */
export function createPlatform(root: () => string, isWebWorker: () => boolean): Platform {
  const marked = new Set<string>();
  const located = new Set<string>();
  const importers = new Map<string, Set<string>>();
  /** Platforms that Rolldown was told, and was not; the last of them is that of the build, unless several go on at once. */
  const stated = new Set<string | undefined>();
  let last: string | undefined;
  /** The build that has begun last, of Rollup, is for browsers. */
  let isResolvedForBrowsers = false;
  const client = (host: Host) => clientOf(host, isWebWorker());
  const refused = (host: Host, id: string, where: string) => refuse(host, root(), id, where);
  return {
    given(platform) {
      stated.add(platform);
      last = platform;
    },
    begin,
    client,
    marked: (id) => void marked.add(id),
    located: (id) => void located.add(id),
    imported(source, importer) {
      if (importer !== undefined) importers.set(source, (importers.get(source) ?? new Set()).add(importer));
    },
    rendering,
    rendered,
    refuse: refused,
  };

  /** Rollup has no word for it, but who resolves packages for browsers there resolves this as such. */
  async function begin(host: Host): Promise<void> {
    if (host.environment || host.meta.rolldownVersion) return;
    const found = await host.resolve('#host', __filename, { skipSelf: true });
    isResolvedForBrowsers = found !== null && path.basename(found.id) === 'package.json';
  }

  function rendering(host: Host, format: string, platform: string | undefined): void {
    if (client(host)) return;
    const ids = [...host.getModuleIds()];
    const where = host.environment ? undefined : statedPlatform(platform);
    const stray = where && ids.find((id) => marked.has(id));
    if (stray) refused(host, stray, where);
    const asks = ids.find((id) => located.has(id));
    if (!asks) return;
    if (!modular.test(format))
      host.error(
        `${at(root(), asks)}: this file has functions that unsync moves to a worker module, and a file of the format '${format}' can't say where that is. Set the format of the output to 'es' or 'cjs'.`,
      );
    if (host.meta.rolldownVersion && !host.environment && platform === 'browser')
      host.warn(
        "Marked functions run on threads of Node, and Rolldown builds for browsers where it isn't told. Set platform: 'node'.",
      );
  }

  /** The user's setting, and not what Rolldown falls back to. */
  function statedPlatform(platform: string | undefined): string | undefined {
    if (isResolvedForBrowsers) return 'browsers, as which its packages are resolved';
    const isStated = stated.has(undefined) ? platform === last : stated.has(platform);
    return platform === 'neutral' || (platform !== undefined && platform !== 'node' && isStated)
      ? `the platform '${platform}'`
      : undefined;
  }

  function rendered(host: Host, chunks: readonly Chunk[]): void {
    const where = client(host);
    if (!where) return;
    const isIn = (id: string) => chunks.some(({ modules }) => (modules[id]?.renderedLength ?? 0) > 0);
    const found = [...marked].find(isIn);
    if (found !== undefined) refused(host, found, where);
    const kept = new Set(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]));
    for (const [source, by] of importers) {
      const user = kept.has(source) ? [...by].find(isIn) : undefined;
      if (user !== undefined) refused(host, user, where);
    }
  }
}

/** A library is for those who install it, and Vite calls all of them clients. */
function clientOf({ environment }: Host, isWebWorker: boolean): string | undefined {
  if (!environment) return undefined;
  const { consumer, build, resolve } = environment.config;
  if (consumer === 'client' && build.lib && !isWebWorker) return undefined;
  const { conditions } = resolve;
  const isForBrowsers = consumer === 'client' || (conditions.includes('browser') && !conditions.includes('workerd'));
  const platform = isForBrowsers ? 'browsers' : conditions.find((condition) => elsewhere.test(condition));
  if (consumer === 'server' && conditions.includes('node')) return undefined;
  return platform && `${platform}, in Vite's environment '${environment.name}'`;
}

function refuse(host: Host, root: string, id: string, where: string): never {
  const chain: string[] = [];
  for (let next = importerOf(host, id); next !== undefined && chain.length < 8; next = importerOf(host, next)) {
    if (chain.includes(shown(root, next))) break;
    chain.push(shown(root, next));
  }
  const by = chain.map((name) => `\n  imported by ${name}`).join('');
  return host.error(
    `${at(root, id)}: this file has functions that are marked for unsync, or calls them, and is part of a build for ${where}. Marked functions run on threads of Node: import the file only in what runs on the server.${by}`,
  );
}

/** Vite's server does not tell. */
function importerOf(host: Host, id: string): string | undefined {
  try {
    return host.getModuleInfo(id)?.importers[0];
  } catch {
    return undefined;
  }
}

function at(root: string, id: string): string {
  if (!fs.existsSync(id)) return shown(root, id);
  const { file, line } = firstMark(root, id);
  return `${shown(root, path.resolve(root, file!))}:${line}`;
}

const shown = (root: string, id: string): string => path.relative(root, id).split(path.sep).join('/');
