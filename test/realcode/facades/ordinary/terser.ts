import { type MinifyOptions, type MinifyOutput, minify, minify_sync } from 'terser';

/** @unsync */
export function minifySync(code: string): MinifyOutput {
  return minify_sync(code, { compress: { passes: 2 } });
}

/** @unsync background */
export async function minifyAll(files: Record<string, string>, options: MinifyOptions): Promise<MinifyOutput> {
  return minify(files, { ...options, toplevel: true });
}
