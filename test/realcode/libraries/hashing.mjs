import { bytes, random } from '../material.mjs';

const ascii = (text) => new TextEncoder().encode(text);

export const hashing = [
  {
    name: '@noble/hashes',
    version: '2.4.0',
    kind: 'hashing',
    quick: true,
    copy: { src: '.' },
    without: ['eskdf.ts'], // it calls scrypt itself, and the checker says so
    options: { allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true },
    marks: { scrypt: ['scrypt'], argon2: ['argon2d', 'argon2i', 'argon2id'] },
    plain: { scrypt: 'scrypt.js' },
    // scratch buffers that its asynchronous twin, on the caller's side, uses too, and reads in other functions than write
    refused: { 'argon2.argon2d': 2003, 'argon2.argon2i': 2003, 'argon2.argon2id': 2003 },
    facade: 'noble-hashes',
    *calls() {
      const { below } = random(5);
      const names = [
        'sha256',
        'sha512',
        'sha3_256',
        'keccak_512',
        'blake2b',
        'blake2s',
        'blake3',
        'ripemd160',
        'sha1',
        'md5',
      ];
      for (let i = 0; i < 500; i++) yield ['facade.hash', names[i % names.length], bytes(i, below(5000))];
      for (let i = 0; i < 100; i++)
        yield ['facade.hmacOf', names[i % 3], bytes(i, below(200)), bytes(i + 1, below(2000))];
      for (let i = 0; i < 40; i++)
        yield ['facade.derive', names[i % 3], bytes(i, 20), bytes(i, 16), 1 + below(100), 1 + below(60)];
      yield ['facade.hash', 'sha256', 'no bytes'];
      yield ['facade.hash', 'sha257', ascii('abc')];
      for (let i = 0; i < 20; i++) {
        yield [
          'facade.scryptOf',
          bytes(i, 8),
          `salt ${i}`,
          { N: 2 ** (1 + below(8)), r: 1 + below(8), p: 1 + below(3), dkLen: 1 + below(64) },
        ];
        yield [
          'scrypt.scrypt',
          i % 2 ? bytes(i, 8) : `password ${i}`,
          bytes(9, 16),
          { N: 2 ** (1 + below(8)), r: 1 + below(8), p: 1 + below(3), dkLen: 1 + below(64) },
        ];
        for (const kind of ['argon2d', 'argon2i', 'argon2id'])
          yield [
            'facade.argonOf',
            kind,
            bytes(i, 10),
            bytes(i, 8 + below(8)),
            { t: 1 + below(3), m: 8 * (1 + below(8)), p: 1 + below(2), dkLen: 4 + below(40) },
          ];
      }
      yield ['facade.scryptOf', 'password', 'salt', { N: 3, r: 8, p: 1 }];
      yield ['facade.argonOf', 'argon2id', 'password', 'short', { t: 1, m: 8, p: 1 }];
    },
  },
  {
    name: 'js-sha256',
    version: '1.0.0',
    kind: 'hashing',
    facade: 'js-sha256',
    *calls() {
      const { below } = random(6);
      for (let i = 0; i < 300; i++) {
        yield ['facade.sha256Of', bytes(i, below(3000))];
        yield ['facade.sha224Of', `text ${i} with é and ${String.fromCodePoint(0x1f600 + (i % 50))}`];
      }
      yield ['facade.sha256Of', null];
      yield ['facade.sha256Of', { length: 3 }];
    },
  },
];
