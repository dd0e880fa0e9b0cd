import * as pako from 'pako';

/** @unsync */
export function deflate(data: Uint8Array, options: object): Uint8Array {
  return pako.deflate(data, options);
}

/** @unsync */
export function gzip(data: Uint8Array): Uint8Array {
  return pako.gzip(data);
}

/** @unsync */
export function inflate(data: Uint8Array): unknown {
  return pako.inflate(data);
}

/** @unsync */
export function ungzip(data: Uint8Array): unknown {
  return pako.ungzip(data);
}
