/** Parts that are used of webpack's interface, and of Rspack's, which is alike as far as this goes. */

interface Hook<F> {
  tap(options: string | { readonly name: string; readonly stage: number }, handler: F): void;
}
interface AsyncHook<F> {
  tapPromise(name: string, handler: F): void;
}

export interface Compiler {
  readonly context: string;
  readonly options: {
    readonly name?: string;
    readonly target?: unknown;
    readonly plugins: readonly unknown[];
    readonly module: { readonly rules: unknown[] };
    readonly output: { readonly module?: boolean; readonly path: string };
  };
  readonly platform: Readonly<Record<'node' | 'web', boolean | null | undefined>>;
  readonly hooks: {
    readonly afterEnvironment: Hook<() => void>;
    readonly initialize: Hook<() => void>;
    readonly compilation: Hook<(compilation: Compilation) => void>;
    readonly finishMake: AsyncHook<(compilation: Compilation) => Promise<void>>;
  };
  readonly webpack: Readonly<{
    Compilation: Readonly<Record<'PROCESS_ASSETS_STAGE_ADDITIONS' | 'PROCESS_ASSETS_STAGE_OPTIMIZE_HASH', number>>;
    EntryPlugin: { createDependency(request: string, options: EntryOptions): object };
    ExternalsPlugin: new (type: string, externals: readonly RegExp[]) => Applicable;
    javascript: { readonly EnableChunkLoadingPlugin: new (type: string) => Applicable };
    library: { readonly EnableLibraryPlugin: new (type: string) => Applicable };
    sources: {
      readonly RawSource: new (text: string) => Source;
      readonly ReplaceSource: new (source: Source) => ReplaceSource;
    };
  }>;
}

interface Applicable {
  apply(compiler: Compiler): void;
}

export interface EntryOptions {
  readonly name: string;
  readonly filename: unknown;
  readonly library: { readonly type: string };
  readonly chunkLoading: string;
  readonly runtime: false;
}

export interface Compilation {
  readonly compiler: Compiler;
  readonly outputOptions: { readonly chunkFilename: unknown };
  readonly entries: { has(name: string): boolean };
  readonly errors: { push(error: Error): unknown };
  readonly modules: Iterable<Module>;
  readonly chunks: Iterable<Chunk>;
  readonly namedChunks: { get(name: string): Chunk | null | undefined };
  readonly hooks: { readonly processAssets: Hook<() => void> };
  addEntry(context: string, dependency: object, options: EntryOptions, callback: (error?: Error | null) => void): void;
  getAssets(): readonly { readonly name: string; readonly source: Source; readonly info: AssetInfo }[];
  emitAsset(name: string, source: Source): void;
  updateAsset(name: string, source: Source, info: AssetInfo): void;
}

interface AssetInfo {
  readonly hotModuleReplacement?: boolean;
  readonly immutable?: boolean;
}

export interface Chunk {
  readonly files: Iterable<string>;
  /** Beside its code. Rspack gives a copy. */
  readonly auxiliaryFiles: { add(file: string): unknown };
  /** Itself, and what it loads, with it or later. */
  getAllReferencedChunks(): Iterable<Chunk>;
}

export interface Source {
  source(): string | Buffer;
}
interface ReplaceSource extends Source {
  replace(start: number, end: number, text: string): void;
}

export interface Module {
  readonly buildInfo?: BuildInfo;
}

/** Is kept with a module, in caches too. */
interface BuildInfo {
  /** Of a main module: the files whose worker modules it asks for, which is itself; those that were compiled before, by their own. */
  unsyncWorkersOf?: readonly string[];
  /** Of a worker module: the file, and what it has, as JSON. */
  unsyncTasks?: { readonly file: string; readonly tasks: string };
}

/** The `this` of a loader. */
export interface LoaderContext {
  readonly resourcePath: string;
  readonly resourceQuery: string;
  /** The rest of a request, after the loader. */
  readonly query: unknown;
  readonly _compiler: Compiler & { readonly root: Compiler };
  readonly _module: { readonly buildInfo: BuildInfo };
  readonly callback: (error: Error | null, code?: string, map?: object) => void;
  addDependency(file: string): void;
  emitWarning(warning: Error): void;
}
