// The manifest of a build: the functions that can run off their caller's thread, and the worker modules
// that hold them. The compiler writes it beside its output; who sends calls to other machines and who
// takes them there both read it. Nothing here is loaded by a program that stays on one machine.
import { createHash } from 'node:crypto';
import type { Kind } from './types.js';

/** Its file name. */
export const MANIFEST = 'unsync-manifest.json';

export interface Manifest {
  readonly version: 1;
  /** Of all that the functions are made of, 32 hexadecimal digits: two builds of the same sources have the same. */
  readonly build: string;
  readonly modules: Modules;
}

/** By the place of the worker module, relative to the manifest, with slashes. */
export type Modules = Readonly<Record<string, ManifestModule>>;

export interface ManifestModule {
  /** Of its text and of what it imports, hexadecimal. */
  readonly hash: string;
  /** By key. */
  readonly tasks: Readonly<Record<string, ManifestTask>>;
}

/** The part of a `TaskDefinition` that a machine has to know that runs its calls. */
export interface ManifestTask {
  readonly name: string;
  readonly at: string;
  readonly kind: Exclude<Kind, 'async'>;
  /** Calls take an environment along: variables that it captures, or the fields of its instance. */
  readonly env?: true;
  readonly stream?: true;
  readonly plain?: true;
  readonly fresh?: readonly string[];
  /** Constants of modules cross by number. */
  readonly constants?: true;
  readonly idempotent?: true;
}

/** The `build` of a manifest with these modules. */
export function buildOf(modules: Modules): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(modules).sort()) hash.update(JSON.stringify([name, modules[name]]));
  return hash.digest('hex').slice(0, 32);
}
