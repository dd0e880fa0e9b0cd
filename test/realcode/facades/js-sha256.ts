import { sha224, sha256 } from 'js-sha256';

/** @unsync */
export function sha256Of(data: Uint8Array): string {
  return sha256(data);
}

/** @unsync */
export function sha224Of(text: string): number[] {
  return sha224.array(text);
}
