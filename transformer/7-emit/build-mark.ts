/**
 * The mark that unsync adds to the build information of a program with marks: which unsync was at work. `tsc -b` drops
 * it, as it does not know it, and so the next `unsync build -b` knows that the outputs are not its own.
 */
import type ts from 'typescript';
import { packageVersion } from './package-version';

/** Without JavaScript, outputs of another build may be left; what an incremental one still has to write is known. */
export function builtBy(options: ts.CompilerOptions): string {
  const isIncremental = options.incremental || options.composite;
  return hasNoJavaScript(options) && !isIncremental ? `${packageVersion()} types` : packageVersion();
}

export const hasNoJavaScript = ({ noEmit, emitDeclarationOnly }: ts.CompilerOptions): boolean =>
  !!noEmit || !!emitDeclarationOnly;

export function withBuildMark(write: ts.WriteFileCallback, options: ts.CompilerOptions): ts.WriteFileCallback {
  return (name, text, bom, onError, sources, data) => {
    const isBuildInfo = !!(data as { buildInfo?: object } | undefined)?.buildInfo;
    const marked = isBuildInfo ? JSON.stringify({ ...(JSON.parse(text) as object), unsync: builtBy(options) }) : text;
    write(name, marked, bom, onError, sources, data);
  };
}
