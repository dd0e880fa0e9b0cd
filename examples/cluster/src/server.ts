// The service: a process that computes nothing itself.
import Fastify from 'fastify';
import { configure, ExecutorError, shutdown } from 'unsync';
import { bullmq } from 'unsync/bullmq';
import { bookOrder, drawFrame } from './tasks.js';

// All that there is to calls on other machines. Without it they run on threads of this one.
configure({ executor: bullmq({ connection: process.env['UNSYNC_REDIS'], secret: process.env['UNSYNC_SECRET'] }) });

const server = Fastify();
server.get<{ Params: { id: string } }>('/frames/:id', async ({ params }, reply) =>
  reply.type('application/octet-stream').send(Buffer.from(await drawFrame(Number(params.id)))),
);
server.post<{ Params: { id: string } }>('/orders/:id', async ({ params }) => ({
  confirmation: await bookOrder(Number(params.id)),
}));
server.setErrorHandler((error, _request, reply) => {
  if (!(error instanceof ExecutorError)) throw error;
  const { name, reason, mayHaveRun, message } = error;
  return reply.code(503).send({ name, reason, mayHaveRun, message });
});

process.once('SIGTERM', async () => {
  await server.close();
  await shutdown();
  process.disconnect();
});
process.send!(await server.listen({ port: 0, host: '127.0.0.1' }));
