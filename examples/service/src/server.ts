import Fastify, { type FastifyInstance } from 'fastify';
import { drawFractal } from './fractal.js';

/** Two routes: one that computes for long, and one that everybody expects to answer at once. */
export function createServer(
  draw: (size: number, iterations: number) => Uint8Array | Promise<Uint8Array>,
): FastifyInstance {
  const server = Fastify();
  server.get<{ Params: { size: string } }>('/fractal/:size', async (request, reply) => {
    const size = Number(request.params.size);
    if (!(size > 0 && size <= 1000)) return reply.code(400).send({ error: 'size: a number from 1 to 1000' });
    const picture = await draw(size, 500);
    return reply
      .type('image/x-portable-graymap')
      .send(Buffer.concat([Buffer.from(`P5 ${size} ${size} 255\n`), picture]));
  });
  server.get('/health', async () => ({ ok: true }));
  return server;
}

/** What a service does that knows nothing of threads: the function itself, on the thread that serves. */
export const unmarked = () => createServer(drawFractal.inline);
/** The same text with the mark. */
export const marked = () => createServer(drawFractal);
