/** As much of the plugins of Rollup, Rolldown and Vite as is used of them. */
import type { SourceMap } from '../../modules/source-map';
import type { Host } from './rollup-platform';

/** Members that are used of a plugin's `this`, alike in all three. */
export interface Context extends Host {
  emitFile(
    file:
      | { type: 'chunk'; id: string; name: string; preserveSignature: 'strict' }
      | { type: 'asset'; fileName: string; source: string },
  ): string;
  addWatchFile(file: string): void;
  warn(message: string): void;
  error(message: string): never;
}

export interface Loaded {
  readonly code: string;
  /** Lines stay where they are in what was compiled before. */
  readonly map: SourceMap | null;
  readonly moduleType: 'js' | 'ts';
}

/** Of an output. */
export interface OutputOptions {
  readonly dir?: string | undefined;
  readonly format: string;
}
/** Of Rolldown's. */
export interface InputOptions {
  readonly platform?: string | undefined;
}
export interface ViteConfig {
  readonly command: string;
  readonly root: string;
  /** Of a worker of a page. */
  readonly isWorker?: boolean;
  readonly plugins: readonly { readonly name: string }[];
}
export interface External {
  readonly id: string;
  readonly external: true;
  readonly moduleSideEffects?: boolean;
}
/** Files that are written there, by name. */
export type Outputs = Readonly<Record<string, Asset | OutputChunk>>;
export interface Asset {
  readonly type: 'asset';
  readonly source: string | Uint8Array;
}
export interface OutputChunk {
  readonly type: 'chunk';
  readonly code: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly modules: Readonly<Record<string, { readonly renderedLength: number }>>;
  readonly isEntry: boolean;
  /** The module that it has the exports of. */
  readonly facadeModuleId: string | null;
}

/** A plugin for Rollup 4, Rolldown 1 and Vite 7 or 8, as far as they ask of one. */
export interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  config(): { ssr: { external: string[] }; worker: { plugins: () => Plugin[] } };
  tsdownConfig(config: object): object;
  configResolved(config: ViteConfig): void;
  options(options: object): void;
  buildStart(): Promise<void>;
  watchChange(): void;
  resolveId(source: string, importer?: string): string | External | undefined;
  readonly load: { readonly order: 'pre'; handler(id: string): Loaded | undefined };
  resolveFileUrl(file: {
    readonly referenceId: string;
    readonly relativePath: string;
    readonly format: string;
  }): string | undefined;
  renderStart(output: OutputOptions, input: object): void;
  readonly generateBundle: { readonly order: 'post'; handler(options: OutputOptions, outputs: Outputs): void };
  writeBundle(options: OutputOptions, outputs: Outputs): void;
  onLog(level: unknown, log: { readonly code?: string; readonly message: string }): false | undefined;
}

/** The option of tsdown that is asked for the options of Rolldown. */
export type TsdownOptions = (
  options: { plugins: unknown },
  format: string,
  context: { readonly cjsDts: boolean },
) => unknown;
