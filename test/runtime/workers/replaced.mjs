// All sorts of calls where the platform was replaced: before unsync is loaded, after it, and in its threads.
import { spoil } from './spoil.mjs';

const { createHash } = await import('node:crypto');
const { setTimeout: pause } = await import('node:timers/promises');
const { AbortController, Buffer, URL: NodesURL } = globalThis;
if (process.argv[2] === 'before') spoil(true);
const { create } = await import('unsync/task');
const { shutdown } = await import('unsync');
if (process.argv[2] === 'after') spoil(false);

const worker = new NodesURL('./platform.mjs', import.meta.url).href;
const stub = (key, kind, extra = {}) =>
  create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker, inline: () => 'inline', ...extra }));
const seen = {};
for (const kind of ['cpu-bound', 'blocking', 'background']) {
  const where = stub('where', kind);
  const thread = await where();
  await stub('spoil', kind)(false);
  const values = [{ when: new Date(0), map: new Map([[1, new Set('a')]]) }, Buffer.from('bytes'), -0];
  const [first, bytes, zero] = await stub('values', kind)(...values);
  const many = await Promise.all(Array.from({ length: 300 }, (_, i) => stub('values', kind)(i)));
  const controller = new AbortController();
  const heard = stub('heard', kind)(controller.signal);
  const error = await stub('throwIt', kind)().catch((each) => each);
  controller.abort('aborted');
  const counted = [];
  for await (const each of stub('count', kind, { stream: true })(300)) counted.push(each);
  seen[kind] = [
    first.map.get(1).has('a') && first.when.getTime() === 0 && Buffer.isBuffer(bytes) && Object.is(zero, -0),
    many.flat().every((each, i) => each === i) && many.length,
    await stub('ask', kind, { callbacks: { 0: 'await' } })(async (n) => n + 1),
    await heard,
    `${error.name}: ${error.message}`,
    counted.length,
    stub('values', kind)(7).result()[0],
    // what waits behind it has its arguments copied
    await Promise.all([pause(kind === 'blocking' ? 1500 : 0), ...Array.from({ length: 20 }, (_, i) => stub('values', kind)({ i }))]).then(
      (all) => all.length,
    ),
    (await where()) === thread || kind === 'blocking' || kind === 'cpu-bound',
  ];
}
await shutdown();
console.log(JSON.stringify(seen), createHash('sha1').update('').digest('hex').length);
