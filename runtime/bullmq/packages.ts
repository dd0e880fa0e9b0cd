// The packages that users of `unsync/bullmq` install beside unsync. They are no peers of it, since npm would then bring
// them along in production wherever something of development has them. So they are the program's, as it resolves them.
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { ConfigurationError } from '../shared/errors.js';

const PACKAGES = ['bullmq', 'ioredis'] as const;
const INSTALL = `npm install ${PACKAGES.map((name) => `${name}@6`).join(' ')}`;
const OLDEST = 6;

type Name = (typeof PACKAGES)[number];

export const load = <T>(name: Name): T => require(find(name) ?? name) as T;

/**
 * Before the first call, which would not be the one to blame.
 * @throws ConfigurationError where one is missing, or too old
 */
export function checkInstalled(): void {
  for (const name of PACKAGES) {
    const file = find(name);
    if (file === undefined) throw new ConfigurationError(`unsync/bullmq needs the package ${name}: ${INSTALL}`);
    const version = versionOf(name, file);
    if (Number.parseInt(version ?? '', 10) < OLDEST)
      throw new ConfigurationError(
        `unsync/bullmq needs ${name} ${OLDEST} or later, and ${version} is installed: ${INSTALL}`,
      );
  }
}

/** With pnpm and Yarn, only the program's own modules can see them; it may run elsewhere, or be the command line of ours. */
function find(name: Name): string | undefined {
  for (const from of [process.argv[1], path.resolve('package.json'), __filename]) {
    if (from === undefined || !path.isAbsolute(from)) continue;
    try {
      return createRequire(from).resolve(name);
    } catch {
      // not to be seen from there
    }
  }
  return undefined;
}

/** The version that its package.json says, which is not among the exports of each. */
function versionOf(name: Name, file: string): string | undefined {
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    try {
      const manifest = require(path.join(folder, 'package.json')) as { name?: string; version?: string };
      if (manifest.name === name) return manifest.version;
    } catch {
      // a folder of the package
    }
  }
  return undefined;
}
