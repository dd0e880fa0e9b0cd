import { createHash } from 'node:crypto';
import * as path from 'node:path';

/** `math.js` → `math.unsync.js`, in letters that every file system and URL takes, and of bounded length. */
export function workerName(mainName: string): string {
  const extension = path.posix.extname(mainName);
  const base = mainName.slice(0, -extension.length);
  const plain = base.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 120);
  const hash = plain === base ? '' : `-${createHash('sha256').update(base).digest('hex').slice(0, 8)}`;
  return `${plain}${hash}.unsync${extension}`;
}
