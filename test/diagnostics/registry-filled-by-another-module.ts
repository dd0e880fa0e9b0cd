import { run } from './support/registry';

/** @unsync */
export function runs(name: string): number {
  return run(name);
}
