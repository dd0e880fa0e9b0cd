import * as fflate from 'fflate';

type Level = fflate.DeflateOptions['level'];

/** @unsync */
export function deflate(data: Uint8Array, options: { level: Level }): Uint8Array {
  return fflate.deflateSync(data, options);
}

/** @unsync */
export function gzip(data: Uint8Array, options: { level: Level; mtime: number; filename: string }): Uint8Array {
  return fflate.gzipSync(data, options);
}

/** @unsync */
export function gunzip(data: Uint8Array): Uint8Array {
  return fflate.gunzipSync(data);
}

/** @unsync */
export function decompress(data: Uint8Array): Uint8Array {
  return fflate.decompressSync(data);
}

/** @unsync */
export function zip(files: Record<string, Uint8Array>, options: { level: Level; mtime: string }): Uint8Array {
  return fflate.zipSync(files, options);
}

/** @unsync */
export function unzip(data: Uint8Array): Record<string, Uint8Array> {
  return fflate.unzipSync(data);
}
