/**
 * Which calls wait instead of computing: Node's own, and those of the synchronous packages that people use.
 * A project names more in its plugin entry: `"blocking": ["my-driver", "other-driver#querySync", "./src/native#read"]`.
 */
import * as path from 'node:path';
import { type Origin, withoutExtension } from '../facts/names/origins';

/**
 * One entry: a module, and behind `#` the members of it that block; without one, every call of the module does.
 * A member is a name, or names with dots between them, found anywhere on the path to what is called: `DatabaseSync`
 * names the class and all its methods. `*` stands for any part of a name; `make()` for what a call of `make` gives.
 *
 * Hashing and compressing calls that end in `Sync` compute, and are not here; a call that only sets up what blocks
 * later (`createSyncFn`) is not, either.
 */
const known: readonly string[] = [
  'globalThis#Atomics.wait',
  'node:fs#*Sync',
  'node:child_process#*Sync',
  'node:sqlite#DatabaseSync',
  'node:sqlite#StatementSync',
  'node:process#loadEnvFile',
  'node:process#writeReport',
  'node:v8#writeHeapSnapshot',
  'node:inspector#waitForDebugger',

  // databases and devices
  'better-sqlite3',
  'libsql',
  'lmdb#*Sync',
  'node-sqlite3-wasm',
  'i2c-bus#*Sync',
  'node-hid#HID',
  'node-hid#devices',
  'onoff#readSync',
  'onoff#writeSync',
  'spi-device#*Sync',

  // asynchronous work, waited for
  'deasync',
  'sync-child-process#SyncChildProcess',
  'sync-fetch',
  'sync-request',
  'sync-rpc',
  'sync-threads#createSyncFn()',
  'synckit#createSyncFn()',

  // processes
  'cross-spawn#sync',
  'execa#*Sync',
  'execa#sync',
  'execa#s',
  'shelljs',
  'zx#sync',

  // files
  'cosmiconfig#cosmiconfigSync()',
  'cosmiconfig#PublicExplorerSync',
  'del#deleteSync',
  'del#sync',
  'fast-glob#globSync',
  'fast-glob#sync',
  'find-up#*Sync',
  'find-up#sync',
  'fs-extra#*Sync',
  ...[
    ...['append', 'copy', 'dir', 'exists', 'file', 'find', 'inspect', 'inspectTree', 'list'],
    ...['move', 'read', 'remove', 'rename', 'symlink', 'tmpDir', 'write'],
  ].map((name) => `fs-jetpack#${name}`),
  'glob#*Sync',
  'glob#sync',
  'globby#*Sync',
  'globby#sync',
  'graceful-fs#*Sync',
  'jsonfile#*Sync',
  'lilconfig#lilconfigSync()',
  'lilconfig#SyncSearcher',
  'load-json-file#*Sync',
  'load-json-file#sync',
  'lockfile#*Sync',
  'make-dir#*Sync',
  'make-dir#sync',
  'mkdirp#*Sync',
  'mkdirp#sync',
  'proper-lockfile#*Sync',
  'rimraf#*Sync',
  'rimraf#sync',
  'tinyglobby#*Sync',
  'which#sync',
  'write-file-atomic#sync',

  // terminals
  'prompt-sync',
  'readline-sync',
];

export interface BlockingCalls {
  /** The name for it in a sentence, where calling it blocks: `node:fs readFileSync`. */
  nameOf(origin: Origin): string | undefined;
}

/** Holds where an entry of the option can be one: `module` or `module#member`. */
export const isEntry = (text: unknown): text is string =>
  typeof text === 'string' && /^[^#\s]+(?:#[^#\s.]+(?:\.[^#\s.]+)*)?$/.test(text);

/** `more` are the project's own entries; those that begin with a dot are relative to `folder`. */
export function createBlockingCalls(more: readonly string[], folder: string): BlockingCalls {
  const byModule = new Map<string, { display: string; members: (readonly RegExp[] | undefined)[] }>();
  for (const entry of [...known, ...more]) {
    const [module, member] = entry.split('#') as [string, string | undefined];
    const key = module.startsWith('.') ? withoutExtension(path.posix.join(folder, module)) : bare(module);
    const display = key === 'globalThis' ? '' : `${module} `;
    if (!byModule.has(key)) byModule.set(key, { display, members: [] });
    byModule.get(key)!.members.push(member?.split('.').map(toPattern));
  }
  return {
    nameOf({ module, member }) {
      const entry = byModule.get(bare(module)) ?? byModule.get(packageOf(module));
      if (!entry) return undefined;
      const names = member.split('.');
      if (!entry.members.some((m) => !m || names.some((_, at) => m.every((p, i) => p.test(names[at + i] ?? '')))))
        return undefined;
      const path = names.filter((n, i) => n !== 'default' && n !== 'NodeJS' && !(i === 0 && n === bare(module)));
      return (entry.display + path.join('.')).trim();
    },
  };
}

const bare = (module: string): string => module.replace(/^node:/, '');
/** `better-sqlite3/lib/x` → `better-sqlite3`. */
const packageOf = (module: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;

function toPattern(name: string): RegExp {
  return new RegExp(`^${name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
}
