import lz from 'lz-string';

/** @unsync */
export function compress(text: string): string {
  return lz.compress(text);
}

/** @unsync */
export function decompress(packed: string): string | null {
  return lz.decompress(packed);
}

/** @unsync */
export function compressToBase64(text: string): string {
  return lz.compressToBase64(text);
}

/** @unsync */
export function decompressFromBase64(packed: string): string | null {
  return lz.decompressFromBase64(packed);
}
