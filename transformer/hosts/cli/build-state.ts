/**
 * Prepares, for `unsync build -b`, the state that the last build has left. tsc takes a project for up to date where no
 * input is newer, whoever built it: after `tsc -b` no mark has its stub. So the build information of a project with
 * marks says that unsync was at work (phase 7 writes it), and where it does not, or names another version, tsc is given
 * it as that of another TypeScript, which it builds anew, and says why.
 */
import * as path from 'node:path';
import type ts from 'typescript';
import { mayHaveMarks } from '../../1-find/1-find';
import { builtBy, hasNoJavaScript } from '../../7-emit/build-mark';
import { packageVersion } from '../../7-emit/package-version';
import { prepare } from '../../pipeline';
import type { TypeScript } from '../../types';
import { allProjects, type ProjectConfig } from './projects';

/** Build information, as far as it is looked at. */
interface BuildInfo {
  readonly version: string;
  /** All files of an incremental project. */
  readonly fileNames?: readonly string[];
  /** Their numbers; of a project that is not incremental, the files that its tsconfig names. */
  readonly root?: readonly unknown[];
  readonly unsync?: string;
}

type Internal = TypeScript & { getTsBuildInfoEmitOutputFilePath(options: ts.CompilerOptions): string | undefined };

/** @param configs the projects to build; `options` are those of the command line */
export function withOwnState(
  ts: TypeScript,
  sys: ts.System,
  configs: readonly string[],
  options: ts.BuildOptions,
): ts.System {
  let known: ReadonlyMap<string, ProjectConfig> | undefined;
  return { ...sys, readFile };

  function readFile(name: string, encoding?: string): string | undefined {
    const text = sys.readFile(name, encoding);
    if (!text?.startsWith('{"fileNames":[') && !text?.startsWith('{"root":[')) return text;
    const project = (known ??= projects()).get(name);
    if (!project) return text;
    const info = JSON.parse(text) as BuildInfo;
    if (!isForeign(name, info, project)) return text;
    const version = `${info.version} with${info.unsync ? ` unsync ${info.unsync}` : 'out unsync'}`;
    return JSON.stringify({ ...info, version });
  }

  /** By the place of their build information. */
  function projects(): ReadonlyMap<string, ProjectConfig> {
    const { getTsBuildInfoEmitOutputFilePath: placeOf } = ts as Internal;
    const found = allProjects(ts, configs, { ...(options as ts.CompilerOptions), tscBuild: true });
    return new Map(found.map((each) => [placeOf(each.parsed.options) ?? '', each]));
  }

  function isForeign(name: string, info: BuildInfo, { parsed }: ProjectConfig): boolean {
    if (info.unsync === builtBy(parsed.options)) return false;
    // of a build with all outputs, those that are asked for are there
    if (info.unsync === packageVersion() && hasNoJavaScript(parsed.options)) return false;
    return [...sourcesOf(name, info, parsed.options)].some((file) => isMarked(file, parsed.options));
  }

  function* sourcesOf(name: string, info: BuildInfo, options: ts.CompilerOptions): Generator<string> {
    const isFile = (each: unknown) => typeof each === 'string' && !/\.d\.[cm]?ts$|\.json$/.test(each);
    const named = (info.fileNames ?? info.root ?? []).filter(isFile) as string[];
    const files = new Set(named.map((each) => path.posix.resolve(path.posix.dirname(name), each)));
    const cache = ts.createModuleResolutionCache(sys.getCurrentDirectory(), (each) => each, options);
    // a Set is walked as it grows
    for (const file of files) {
      if (file.includes('/node_modules/')) continue;
      yield file;
      if (info.fileNames) continue;
      for (const { fileName } of ts.preProcessFile(sys.readFile(file) ?? '', true, true).importedFiles) {
        const { resolvedModule } = ts.resolveModuleName(fileName, file, options, sys, cache);
        if (resolvedModule && isFile(resolvedModule.resolvedFileName)) files.add(resolvedModule.resolvedFileName);
      }
    }
  }

  function isMarked(name: string, { isolatedDeclarations }: ts.CompilerOptions): boolean {
    const text = sys.readFile(name);
    if (text === undefined || !mayHaveMarks(text)) return false;
    const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    return !!prepare(ts, file, { isolatedDeclarations: !!isolatedDeclarations });
  }
}
