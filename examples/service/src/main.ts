// A Fastify service with a route that computes: what its other routes' users see meanwhile, without the mark and with it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Seen } from './load.js';
import { marked, unmarked } from './server.js';

async function under(load: string, server: ReturnType<typeof marked>): Promise<Seen> {
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const users = fork(new URL(load, import.meta.url), [url]);
  const [seen] = (await once(users, 'message')) as [Seen];
  await server.close();
  return seen;
}

const without = await under('./load.js', unmarked());
const withMark = await under('./load.js', marked());

const cell = (text: string) => text.padStart(12);
const milliseconds = (n: number) => cell(`${n < 10 ? n.toFixed(1) : n.toFixed(0)} ms`);
console.log(`${' '.repeat(15)}${cell(`${without.pictures} pictures`)}${cell('/health')}${cell('slowest')}`);
for (const [name, { took, health }] of Object.entries({ 'without a mark': without, marked: withMark }))
  console.log(
    name.padEnd(15) + milliseconds(took) + milliseconds(health[health.length >> 1]!) + milliseconds(health.at(-1)!),
  );
console.log(`Pictures: ${without.digest === withMark.digest ? 'equal' : 'NOT EQUAL'} in both`);
