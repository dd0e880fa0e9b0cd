/** What a project sets in its plugin entry, resolved once. */
export interface Options {
  /** Warnings become errors of the build. */
  readonly warningsAsErrors: boolean;
}

/** Keys of a plugin entry that belong to its hosts: ts-patch and the editor. */
const hostKeys = new Set([
  'name',
  'transform',
  'transformProgram',
  'import',
  'type',
  'after',
  'afterDeclarations',
  'resolvePathAliases',
  'tsConfig',
]);

export function resolveOptions(entry: Readonly<Record<string, unknown>>): {
  options: Options;
  unknown: readonly string[];
} {
  const unknown = Object.keys(entry).filter(
    (k) => !hostKeys.has(k) && !(k === 'warningsAsErrors' && typeof entry[k] === 'boolean'),
  );
  return { options: { warningsAsErrors: entry['warningsAsErrors'] === true }, unknown };
}
