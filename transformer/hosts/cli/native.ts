/** TypeScript 7's engine, as check asks it: the API of 7.0 and that of 7.1, which differ, as one. */
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Native } from '../compiler';

export interface NativeProject {
  readonly options: Readonly<Record<string, unknown>>;
  /** Nothing, where the engine does not open it. */
  readonly program: NativeProgram | undefined;
}

export interface NativeProgram {
  getConfigFileParsingDiagnostics(): readonly Found[];
  getSyntacticDiagnostics(): readonly Found[];
  getProgramDiagnostics(): readonly Found[];
  getGlobalDiagnostics(): readonly Found[];
  getSemanticDiagnostics(): readonly Found[];
}

export interface Found {
  readonly fileName?: string | undefined;
  readonly pos: number;
  readonly end: number;
  readonly code: number;
  readonly category: number;
  readonly text: string;
  readonly reportsUnnecessary?: boolean | undefined;
  readonly messageChain?: readonly Found[] | undefined;
  readonly relatedInformation?: readonly Found[] | undefined;
}

export interface Engine {
  /** @param asked is called once the options are known, before a file is read */
  open(config: string, asked: (options: NativeProject['options']) => void): NativeProject;
  close(): void;
}

// what is used of 'typescript/unstable/sync' in 7.0, and of 'typescript/sync' in 7.1

type Changes = { openProjects: string[] };
type Project = { readonly program: NativeProgram };

interface Api {
  parseConfigFile(file: string): { options: Readonly<Record<string, unknown>> };
  /** 7.0; 7.1 has it, too, and keeps it to itself. */
  updateSnapshot?(changes: Changes): { getProject(config: string): Project | undefined };
  /** 7.1 */
  createSnapshot?(changes: Changes): { getConfiguredProject(config: string): Project | undefined };
  close(): void;
}

/** How an operation of the file system is left to the engine, from 7.1 on, where all of them have to be given. */
interface FileSystem {
  readonly serverFS?: { readonly useOS: symbol };
}

const operations = [
  'directoryExists',
  'fileExists',
  'getAccessibleEntries',
  'realpath',
  'stat',
  'writeFile',
  'removeFile',
] as const;

/** @param read gives the text of a file in place of what is on disk, or nothing */
export async function startEngine(
  { sync, fs }: NonNullable<Native['api']>,
  read: (name: string) => string | undefined,
): Promise<Engine> {
  const load = <T>(file: string) => import(pathToFileURL(file).href) as Promise<T>;
  const { API } = await load<{ API: new (options: { cwd: string; fs: object; tsserverPath?: string }) => Api }>(sync);
  const useOS = (await load<FileSystem>(fs)).serverFS?.useOS;
  const tsserverPath = executableOf(sync);
  const api = new API({
    cwd: process.cwd(),
    ...(tsserverPath !== undefined && { tsserverPath }),
    fs: {
      ...(useOS && Object.fromEntries(operations.map((each) => [each, useOS]))),
      readFile: (name: string) => read(name) ?? useOS,
    },
  });
  return { open, close: () => close(api) };

  function open(config: string, asked: (options: NativeProject['options']) => void): NativeProject {
    const { options } = api.parseConfigFile(config);
    asked(options);
    const changes = { openProjects: [config] };
    const project = api.createSnapshot
      ? api.createSnapshot(changes).getConfiguredProject(config)
      : api.updateSnapshot!(changes).getProject(config);
    return { options, program: project?.program };
  }
}

/** The engine itself, as `require` finds it: in a package of CommonJS, Yarn's way to resolve reaches no ES modules. */
function executableOf(sync: string): string | undefined {
  const { platform, arch } = process;
  try {
    const manifest = createRequire(sync).resolve(`@typescript/typescript-${platform}-${arch}/package.json`);
    return path.join(path.dirname(manifest), 'lib', platform === 'win32' ? 'tsc.exe' : 'tsc');
  } catch {
    // it looks for it itself, and says what is missing
    return undefined;
  }
}

/** By a signal that the engine can't handle: of the other it now and then says `context canceled`, to the user. */
function close(api: Api): void {
  const { client } = api as unknown as { client?: { channel?: { child?: { kill(signal: string): void } } } };
  const child = client?.channel?.child;
  if (child) child.kill('SIGKILL');
  else api.close();
}
