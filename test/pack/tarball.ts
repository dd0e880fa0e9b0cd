/** The package as it is shipped. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repository } from '../support/readme';

export const npm = (cwd: string, ...args: string[]): string =>
  execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });

const pack = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-pack-'));
  return path.join(
    folder,
    npm(repository, 'pack', '--silent', '--pack-destination', folder).trim().split('\n').at(-1)!,
  );
};

/** Packed before, where others use dist/ meanwhile, which packing builds anew. */
export const tarball = process.env['PACKED_TARBALL'] ?? pack();
