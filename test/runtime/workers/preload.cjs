'use strict';
// As preload.mjs.
const { appendFileSync } = require('node:fs');
const { threadId } = require('node:worker_threads');
const { create } = require('unsync/task');

const thread = create(() => ({
  name: 'thread',
  at: 'a.ts:1:1',
  kind: 'cpu-bound',
  key: 'thread',
  worker: `${__dirname}/basic.mjs`,
  inline: () => ({ threadId }),
}));
thread().then((ran) => appendFileSync(process.env.TEST_LOG, ran.threadId === threadId ? 'here\n' : 'in a thread\n'));
