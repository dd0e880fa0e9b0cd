/** Other Nodes, as the npm package `node` would bring them; the matrix keeps its own in the same place. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { repository } from '../hosts/project';

export function nodeOf(version: string): string {
  const folder = path.join(repository, `.cache/matrix/node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const binary = path.join(folder, 'node_modules', name, 'bin/node');
  if (!fs.existsSync(binary)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    execFileSync('npm', ['install', '--prefix', folder, `${name}@${version}`, '--no-audit', '--no-fund'], {
      stdio: 'ignore',
    });
  }
  return binary;
}
