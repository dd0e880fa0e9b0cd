// A program that is started in several ways: as a fork, in a cluster, under `node --watch`.
import { create } from 'unsync/task';

const add = create(() => ({
  name: 'add',
  at: 'a.ts:1:1',
  kind: 'cpu-bound',
  key: 'add',
  worker: new URL('./basic.mjs', import.meta.url),
  inline() {
    throw new Error('inline');
  },
}));
const sum = (await add(1, 2)) + add(3, 4).result();
if (process.argv[2] === 'send') process.send({ sum }, () => process.disconnect());
else console.log(`sum ${sum}`);
