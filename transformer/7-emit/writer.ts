/** File systems, as phase 7 uses them: Node's, and none. */
import * as fs from 'node:fs';
import type { Disk } from '../types';

export const disk: Disk = {
  readDirectory: (folder) =>
    fs.existsSync(folder)
      ? fs.readdirSync(folder, { withFileTypes: true }).map((e) => ({ name: e.name, isFolder: e.isDirectory() }))
      : [],
  readFile: (name) => (fs.existsSync(name) ? fs.readFileSync(name, 'utf8') : undefined),
  fileExists: fs.existsSync,
  deleteFile: (name) => fs.unlinkSync(name),
};

/** For those who write nothing: there is nothing from earlier builds, and nothing is deleted. */
export const noDisk: Disk = {
  readDirectory: () => [],
  readFile: () => undefined,
  fileExists: () => false,
  deleteFile: () => {},
};
