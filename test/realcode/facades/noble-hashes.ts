import { argon2d, argon2i, argon2id } from '@noble/hashes/argon2.js';
import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { keccak_512, sha3_256 } from '@noble/hashes/sha3.js';

const algorithms = { sha256, sha512, sha3_256, keccak_512, blake2b, blake2s, blake3, ripemd160, sha1, md5 };
type Name = keyof typeof algorithms;

/** @unsync */
export function hash(name: Name, data: Uint8Array): Uint8Array {
  return algorithms[name](data);
}

/** @unsync */
export function hmacOf(name: Name, key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmac(algorithms[name], key, data);
}

/** @unsync */
export function derive(name: Name, password: Uint8Array, salt: Uint8Array, c: number, dkLen: number): Uint8Array[] {
  return [
    pbkdf2(algorithms[name], password, salt, { c, dkLen }),
    hkdf(algorithms[name], password, salt, undefined, dkLen),
  ];
}

/** @unsync */
export function scryptOf(
  password: Uint8Array | string,
  salt: string,
  options: Parameters<typeof scrypt>[2],
): Uint8Array {
  return scrypt(password, salt, options);
}

const argons = { argon2d, argon2i, argon2id };

/** @unsync */
export function argonOf(
  kind: keyof typeof argons,
  password: Uint8Array | string,
  salt: Uint8Array | string,
  options: Parameters<typeof argon2d>[2],
): Uint8Array {
  return argons[kind](password, salt, options);
}
