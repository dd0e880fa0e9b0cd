// Settings that Redis is to have: looked at once, when the first connection is there.
import type { Redis } from 'ioredis';

/** Lua scripts of BullMQ need it. */
const LEAST_VERSION = 6;

const seen = new Set<string>();

/** Warns of settings with which accepted calls can be lost. */
export async function checkServer(client: Redis, server: string): Promise<void> {
  if (seen.has(server)) return;
  seen.add(server);
  // Who may not ask is not told.
  const info = parse(await client.info().catch(() => ''));
  const { maxmemory_policy: policy, aof_enabled: aof, redis_version: version } = info;
  const warn = (text: string) => process.emitWarning(`Redis at ${server}: ${text}`, { code: 'UNSYNC_REDIS' });
  if (policy !== undefined && policy !== 'noeviction')
    warn(
      `maxmemory-policy is ${policy}: when its memory is full it drops accepted calls and results without a word. Set it to noeviction; then further calls get an error`,
    );
  if (aof === '0')
    warn(
      'appendonly is off: when it restarts, accepted calls are lost. They reject with an ExecutorError, or are sent again where their function is idempotent',
    );
  if (version !== undefined && Number.parseInt(version, 10) < LEAST_VERSION)
    warn(`its version is ${version}; BullMQ needs ${LEAST_VERSION}.2 or later`);
}

function parse(info: string): Record<string, string | undefined> {
  return Object.fromEntries(
    info.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );
}
