// Loaded ahead of a program, and so of each of its threads: calls a marked function, and tells where that ran.
import { appendFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { create } from 'unsync/task';

const thread = create(() => ({
  name: 'thread',
  at: 'a.ts:1:1',
  kind: 'cpu-bound',
  key: 'thread',
  worker: new URL('./basic.mjs', import.meta.url),
  inline: () => ({ threadId }),
}));
const ran = await thread();
appendFileSync(process.env.TEST_LOG, ran.threadId === threadId ? 'here\n' : 'in a thread\n');
