import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { bytes, library, random, texts } from '../material.mjs';

const plain = (buffer) => new Uint8Array(buffer);
/** Data, what zlib makes of it, and what can't be read. */
function* data() {
  const { below } = random(21);
  const encoder = new TextEncoder();
  for (let i = 0; i < 60; i++) yield { i, raw: bytes(i, below(20_000)) };
  for (const [i, text] of texts(25).entries()) yield { i, raw: encoder.encode(text) };
  yield { i: 0, raw: new Uint8Array() };
}
/** A byte is another; not among the last, which say how much memory to ask for. */
const broken = (packed, i) => {
  const copy = plain(packed);
  copy[i % (copy.length - 8)] ^= 0x55;
  return copy;
};

export const compression = [
  {
    name: 'fflate',
    version: '0.8.2',
    kind: 'compression',
    copy: { 'esm/browser.js': 'fflate.js' },
    marks: { fflate: ['deflateSync', 'gzipSync', 'gunzipSync', 'unzipSync', 'strToU8', 'strFromU8'] },
    // it may change the options of its caller
    refused: { 'fflate.gunzipSync': 2007 },
    facade: 'fflate',
    *calls() {
      for (const { i, raw } of data()) {
        const packed = gzipSync(raw);
        yield ['facade.deflate', raw, { level: i % 10 }];
        yield ['facade.gzip', raw, { level: i % 10, mtime: 0, filename: `f${i}` }];
        yield ['facade.gunzip', plain(packed)];
        yield ['facade.gunzip', broken(packed, i)];
        yield ['facade.decompress', plain(deflateSync(raw))];
        yield ['facade.decompress', broken(deflateRawSync(raw), i)];
        yield ['facade.zip', { 'a.txt': raw, 'folder/b.bin': raw.subarray(i) }, { level: i % 10, mtime: '2000-01-02' }];
        yield ['facade.unzip', raw];
        yield ['fflate.strFromU8', raw, i % 2 === 0];
        yield ['fflate.deflateSync', raw, { level: i % 10 }];
        yield ['fflate.gzipSync', raw, { level: i % 10, mtime: 0 }];
        yield ['fflate.unzipSync', raw];
      }
      for (const text of texts(50)) yield ['fflate.strToU8', text];
      yield ['facade.deflate', null, {}];
    },
  },
  {
    name: 'pako',
    version: '3.0.3',
    kind: 'compression',
    facade: 'pako',
    *calls() {
      for (const { i, raw } of data()) {
        yield ['facade.deflate', raw, { level: i % 10 }];
        yield ['facade.gzip', raw];
        yield ['facade.inflate', plain(deflateSync(raw))];
        yield ['facade.inflate', broken(deflateSync(raw), i)];
        yield ['facade.ungzip', plain(gzipSync(raw))];
      }
    },
  },
  {
    name: 'lz-string',
    version: '1.5.0',
    kind: 'compression',
    facade: 'lz-string',
    async *calls() {
      const { default: lz } = await library('lz-string');
      for (const [i, text] of texts(60).entries()) {
        for (const part of [text, text.slice(0, i), text.slice(i, 10 * i)]) {
          yield ['facade.compress', part];
          yield ['facade.compressToBase64', part];
          yield ['facade.decompressFromBase64', part];
          yield ['facade.decompress', part];
          yield ['facade.decompress', lz.compress(part)];
          yield ['facade.decompressFromBase64', lz.compressToBase64(part)];
        }
      }
    },
  },
];
