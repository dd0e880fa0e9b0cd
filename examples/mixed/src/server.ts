// A file server in a process of its own, so that a blocked main thread does not hold it up. It
// serves the files of the TypeScript package, each download at the pace of a 64 Mbit/s line.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const BYTES_PER_MS = 8_000;
const LATENCY_MS = 40;

const folder = dirname(createRequire(import.meta.url).resolve('typescript'));

const server = createServer((request, response) => {
  const name = request.url!.slice(1);
  if (!/^\w[\w.-]*$/.test(name)) return response.writeHead(404).end();
  // What goes wrong here ends the connection, which its client hears.
  pipeline(createReadStream(join(folder, name)), pace, response).catch(() => {});
});

async function* pace(chunks: AsyncIterable<Buffer>) {
  await sleep(LATENCY_MS);
  const start = performance.now();
  let sent = 0;
  for await (const chunk of chunks) {
    yield chunk;
    sent += chunk.length;
    const early = sent / BYTES_PER_MS - (performance.now() - start);
    if (early > 1) await sleep(early);
  }
}

// A client that is blocked for seconds must not find its connection closed when it comes back.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

// The parent is done, or gone.
process.on('disconnect', () => process.exit());
