// Options that callers and workers have in common, checked. Their types are public: they need no other package.
import { ConfigurationError } from '../shared/errors.js';

/** A URL (`redis://…`, `rediss://…`), or options of ioredis. */
export type Connection = string | Readonly<Record<string, unknown>>;

export interface CommonOptions {
  /**
   * Where Redis is: a URL, or options of ioredis (host, port, username, password, db, tls, …). Default: the environment
   * variable UNSYNC_REDIS.
   */
  readonly connection?: Connection | undefined;
  /**
   * At least 32 characters that all callers and workers share, and nobody else knows: what travels is signed with
   * it. `openssl rand -hex 32` makes one. Default: the environment variable UNSYNC_SECRET.
   */
  readonly secret?: string | undefined;
  /** The beginning of all keys in Redis, for access control lists, and for several programs on one server. Default 'unsync'. */
  readonly prefix?: string | undefined;
  /** Bytes of the arguments of one call, and of one result; above, the call rejects. Default 64 MB. */
  readonly maxPayload?: number | undefined;
}

export interface Common {
  readonly connection: Connection;
  readonly secret: string;
  readonly prefix: string;
  readonly maxPayload: number;
}

const SHORTEST_SECRET = 32;

export function checkCommon({
  connection,
  secret,
  prefix = 'unsync',
  maxPayload = 64 * 2 ** 20,
}: CommonOptions): Common {
  const { UNSYNC_REDIS, UNSYNC_SECRET } = process.env;
  const key = secret ?? UNSYNC_SECRET;
  if (typeof key !== 'string' || key.length < SHORTEST_SECRET)
    throw new ConfigurationError(
      `the option secret, or the environment variable UNSYNC_SECRET, must have at least ${SHORTEST_SECRET} characters, the same for callers and workers: openssl rand -hex 32 makes one`,
    );
  if (typeof prefix !== 'string' || prefix === '')
    throw new ConfigurationError(`the option prefix is ${JSON.stringify(prefix)}: it must be a text`);
  return {
    connection: checkConnection(connection ?? UNSYNC_REDIS),
    secret: key,
    prefix,
    maxPayload: positive('maxPayload', maxPayload),
  };
}

export function positive(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0) return value;
  throw new ConfigurationError(`the option ${name} is ${String(value)}: it must be a positive number`);
}

/** @throws ConfigurationError where there is an option that is none of these */
export function checkNames(options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new ConfigurationError(`unknown option ${unknown}; there are ${names.join(', ')}`);
}

function checkConnection(connection: unknown): Connection {
  if (typeof connection === 'string' && /^(rediss?|unix):/.test(connection)) return connection;
  if (typeof connection === 'object' && connection !== null && !Array.isArray(connection))
    return connection as Connection;
  throw new ConfigurationError(
    "the option connection, or the environment variable UNSYNC_REDIS, must be a URL such as 'redis://127.0.0.1:6379'; the option may also be an object of ioredis's options",
  );
}
