// Tells of a worker over HTTP: `/health` for a container's probes, `/metrics` for Prometheus.
import { createServer, type Server } from 'node:http';
import type { ClusterWorker, WorkerStatus } from './worker.js';

/** Listens until it is closed. It does not keep the process alive. */
export function serveHealth(worker: ClusterWorker, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => {
    const status = worker.status();
    if (request.url === '/health') {
      response.writeHead(status.state === 'running' ? 200 : 503, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(status)}\n`);
    } else if (request.url === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(metricsOf(status));
    } else response.writeHead(404).end('there are /health and /metrics\n');
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

// produces: unsync_calls_total{function="resize",at="src/image.ts:3:17",outcome="done"} 12
function metricsOf({ state, jobs, threads, refused, functions }: WorkerStatus): string {
  const metric = (name: string, type: 'gauge' | 'counter', help: string, samples: readonly string[]) =>
    [
      `# HELP unsync_${name} ${help}`,
      `# TYPE unsync_${name} ${type}`,
      ...samples.map((each) => `unsync_${name}${each}`),
    ].join('\n');
  const label = (text: string) => JSON.stringify(text);
  const of = ({ name, at }: { name: string; at: string }) => `function=${label(name)},at=${label(at)}`;
  return `${[
    metric('worker_up', 'gauge', 'Whether it takes calls.', [` ${state === 'running' ? 1 : 0}`]),
    metric('jobs', 'gauge', 'Jobs that it has now.', [` ${jobs}`]),
    metric('threads', 'gauge', 'Threads that exist.', [` ${threads}`]),
    metric('refused_total', 'counter', 'Jobs and messages that were not signed, or not understood.', [` ${refused}`]),
    metric(
      'calls_total',
      'counter',
      'Calls that have ended.',
      functions.flatMap((each) =>
        (['done', 'failed', 'cancelled'] as const).map(
          (outcome) => `{${of(each)},outcome="${outcome}"} ${each[outcome]}`,
        ),
      ),
    ),
    metric(
      'call_milliseconds_total',
      'counter',
      'How long calls ran, as far as that is known.',
      functions.map((each) => `{${of(each)}} ${each.milliseconds}`),
    ),
  ].join('\n')}\n`;
}
