/**
 * Host: tsserver, which editors ask about TypeScript. It loads plugins by the name of their package, and of that the
 * `main`, which is this file.
 */
import type ts from 'typescript';
import { projectProblem } from '../diagnostics';
import { resolveOptions } from '../options';
import { isSupported } from '../syntax/internals';
import type { TypeScript } from '../types';
import { createLanguageService } from './editor/language-service';
import { announceFixable } from './editor/own-fixes';

const plugin: ts.server.PluginModuleFactory = ({ typescript }) => {
  const compiler: TypeScript = typescript;
  return {
    create({ config, languageService, languageServiceHost, project }) {
      const log = (message: unknown) => project.projectService.logger.info(`unsync: ${message}`);
      if (!isSupported(compiler.version)) {
        log(projectProblem('unsupportedCompiler', [compiler.version]).message);
        return languageService;
      }
      announceFixable(compiler);
      const { options, problems } = resolveOptions(config as Readonly<Record<string, unknown>>);
      for (const { message } of problems) log(message);
      return createLanguageService({ ts: compiler, host: languageServiceHost, plain: languageService, options, log });
    },
  };
};

// one function is the module: tsserver takes nothing else
export = plugin;
