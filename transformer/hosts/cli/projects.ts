/** Which projects a tsconfig.json stands for: itself, or where it has no files and refers to others, those. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';

export interface ProjectConfig {
  readonly config: string;
  readonly parsed: Pick<ts.ParsedCommandLine, 'options' | 'fileNames' | 'errors' | 'projectReferences'>;
}

/** Its own, or all that `tsc -b` would build from it, in that order: each after those that it refers to. */
export function projectsOf(ts: TypeScript, config: string): readonly ProjectConfig[] {
  const first = readConfig(ts, config);
  return isSolution(first.parsed) ? allProjects(ts, [config]).filter(({ parsed }) => !isSolution(parsed)) : [first];
}

/** @param options count for each, before its own */
export function allProjects(
  ts: TypeScript,
  configs: readonly string[],
  options: ts.CompilerOptions = {},
): readonly ProjectConfig[] {
  const seen = new Set<string>();
  const found: ProjectConfig[] = [];
  const visit = (config: string): void => {
    if (seen.has(config)) return;
    seen.add(config);
    const project = readConfig(ts, config, options);
    for (const reference of project.parsed.projectReferences ?? []) visit(ts.resolveProjectReferencePath(reference));
    found.push(project);
  };
  for (const config of configs) visit(config);
  return found;
}

/** A tsconfig of references alone; `tsc -p` has nothing to do there, and says so to nobody. */
export const isSolution = ({ fileNames, projectReferences }: ProjectConfig['parsed']): boolean =>
  !fileNames.length && !!projectReferences?.length;

export function readConfig(ts: TypeScript, config: string, options: ts.CompilerOptions = {}): ProjectConfig {
  const errors: ts.Diagnostic[] = [];
  const onUnRecoverableConfigFileDiagnostic = (d: ts.Diagnostic) => void errors.push(d);
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic };
  const parsed = ts.getParsedCommandLineOfConfigFile(config, options, host);
  if (!parsed) return { config, parsed: { options: {}, fileNames: [], errors } };
  return { config, parsed: { ...parsed, errors: [...errors, ...parsed.errors] } };
}
