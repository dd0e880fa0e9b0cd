import { format, resolveConfig } from 'prettier';

/**
 * A text as Prettier would write it, by the settings of the file's folder. On the event loop of the background thread,
 * since one who blocks with `result()` could not wait for a promise of his own thread.
 * @unsync background
 */
export async function formatted(text: string, path: string): Promise<string> {
  const settings = await resolveConfig(path);
  return format(text, { ...settings, filepath: path });
}
