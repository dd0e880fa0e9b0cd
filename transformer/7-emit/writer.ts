/** Node's file system, as phase 7 uses it. */
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
