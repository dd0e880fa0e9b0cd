import * as path from 'node:path';

/** The runtime that this transformer belongs to, wherever it is installed. */
const runtimeFolder = path.join(__dirname, '..', '..', '..', 'runtime').split(path.sep).join('/') + '/';
export const isRuntime = (fileName: string): boolean =>
  fileName.startsWith(runtimeFolder) || /\/node_modules\/unsync\/dist\/runtime\//.test(fileName);
