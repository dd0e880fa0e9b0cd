/**
 * A second language service of a project, to which marked files have their virtual text. Everything else is the first
 * one's: its files, its trees, where its modules are.
 */
import type ts from 'typescript';
import type { TypeScript } from '../../types';
import type { MarkedText } from './marked-text';

/**
 * Answers of a project for its own program alone: where modules are found while that is made, and what was found
 * with its checker.
 */
const ofItsOwnProgram = new Set([
  'resolveModuleNames',
  'resolveTypeReferenceDirectives',
  'resolveTypeReferenceDirectiveReferences',
  'resolveLibrary',
  'getModuleResolutionCache',
  'hasInvalidatedLibResolutions',
  'hasChangedAutomaticTypeDirectiveNames',
  'onReleaseOldSourceFile',
  'onReleaseParsedCommandLine',
  'setCompilerHost',
  'getCachedExportInfoMap',
  'getModuleSpecifierCache',
  'updateFromProject',
]);

export interface VirtualService {
  readonly service: ts.LanguageService;
  /** To be told before it is asked. */
  update(program: ts.Program, texts: ReadonlyMap<string, MarkedText>): void;
}

export function createVirtualService(ts: TypeScript, host: ts.LanguageServiceHost): VirtualService {
  let program!: ts.Program;
  let texts: ReadonlyMap<string, MarkedText> = new Map();
  let areFilesOther = false;

  const own: Partial<ts.LanguageServiceHost> & { hasInvalidatedResolutions(): boolean } = {
    getScriptSnapshot(name) {
      const text = texts.get(name);
      return text ? ts.ScriptSnapshot.fromString(text.virtual.text) : host.getScriptSnapshot(name);
    },
    getScriptVersion: (name) => `${texts.has(name) ? 'unsync ' : ''}${host.getScriptVersion(name)}`,
    // what was not found may be there, now that there are other files
    hasInvalidatedResolutions: () => areFilesOther,
    resolveModuleNameLiterals: (literals, containing, redirected, options, file) =>
      literals.map((literal) => {
        const mode = ts.getModeForUsageLocation(file, literal, options);
        return (
          resolvedBefore(containing, literal.text, mode) ??
          ts.resolveModuleName(
            literal.text,
            containing,
            options,
            host as ts.ModuleResolutionHost,
            undefined,
            redirected,
            mode,
          )
        );
      }),
  };
  const served = new Proxy(host, {
    get(target, key) {
      if (Object.hasOwn(own, key)) return own[key as keyof typeof own];
      if (ofItsOwnProgram.has(key as string)) return undefined;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const service = ts.createLanguageService(served, borrowing());

  return {
    service,
    update(newProgram, newTexts) {
      if (newProgram === program) return;
      areFilesOther = !program || namesOf(program) !== namesOf(newProgram);
      program = newProgram;
      texts = newTexts;
      service.getProgram();
      areFilesOther = false;
    },
  };

  function resolvedBefore(containing: string, name: string, mode: ts.ResolutionMode) {
    type Internal = {
      getResolvedModule(
        file: ts.SourceFile,
        name: string,
        mode: ts.ResolutionMode,
      ): ts.ResolvedModuleWithFailedLookupLocations | undefined;
    };
    const file = program.getSourceFile(containing);
    return file && (program as unknown as Internal).getResolvedModule(file, name, mode);
  }

  /** Trees of the first service's program where they are of the same text, new ones of virtual texts. */
  function borrowing(): ts.DocumentRegistry {
    const registry = ts.createDocumentRegistry(host.useCaseSensitiveFileNames?.(), host.getCurrentDirectory());
    type Get = ts.DocumentRegistry['acquireDocumentWithKey'];
    const get: Get = (name, _path, _host, _key, snapshot, version, kind, options) => {
      const known = program.getSourceFile(name) as
        | (ts.SourceFile & { version?: string; redirectInfo?: { unredirected: ts.SourceFile } })
        | undefined;
      const file = known?.redirectInfo?.unredirected ?? known;
      if (file && known?.version === version) return file;
      return ts.createLanguageServiceSourceFile(
        name,
        snapshot,
        options ?? ts.ScriptTarget.Latest,
        version,
        false,
        kind,
      );
    };
    return {
      ...registry,
      acquireDocumentWithKey: get,
      updateDocumentWithKey: get,
      releaseDocumentWithKey() {},
    };
  }
}

const namesOf = (program: ts.Program): string =>
  program
    .getSourceFiles()
    .map((f) => f.fileName)
    .join('\n');
