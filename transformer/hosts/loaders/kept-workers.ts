/** Worker modules that are compiled: threads that start later are given them with what they start with. */
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import type { Loaded } from './node-hooks';

const key = 'unsync/register';

/** By the URL of their source. */
export const workers = (getEnvironmentData(key) ?? {}) as unknown as Record<string, Loaded>;

export function keep(href: string, worker: Loaded): void {
  workers[href] = worker;
  setEnvironmentData(key, workers as never);
}
