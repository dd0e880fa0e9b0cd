import { library, random, scripts, spoilt, texts, value } from '../material.mjs';

export const parsers = [
  {
    name: 'acorn',
    version: '8.19.0',
    kind: 'parser (JavaScript)',
    copy: { 'dist/acorn.mjs': 'acorn.js' },
    marks: { acorn: ['parse'] },
    // its table of keywords is filled by a function that initialisers call, and read by what stays on the caller's side
    refused: { 'acorn.parse': 2003 },
    facade: 'acorn',
    *calls() {
      for (const [i, text] of scripts().entries()) {
        for (const sourceType of ['script', 'module'])
          yield ['facade.parse', text, { ecmaVersion: 'latest', sourceType }];
        yield ['facade.tokens', text, { ecmaVersion: 'latest', sourceType: 'module', locations: i % 2 === 0 }];
        for (const wrong of spoilt(text, i, 3)) yield ['facade.parse', wrong, { ecmaVersion: 2020, ranges: true }];
      }
    },
  },
  {
    name: 'csv-parse',
    version: '7.0.3',
    kind: 'parser (CSV)',
    copy: { lib: '.' },
    marks: { sync: ['parse'] },
    // it sets what is not set in the options of its caller
    refused: { 'sync.parse': 2007 },
    facade: 'csv-parse',
    *calls() {
      const { below, pick } = random(7);
      const cell = () =>
        pick(['', 'a', '1.5', '"q"', '"a,b"', '"two\nlines"', ' padded ', '"say ""hi"""', 'é', '2020-01-02']);
      const options = [
        {},
        { columns: true },
        { columns: true, skip_empty_lines: true, trim: true },
        { relax_column_count: true, cast: true },
        { delimiter: ';', relax_quotes: true },
        { from_line: 2, to: 5, info: true },
        { columns: true, objname: 'a' },
        { delimiter: 3 }, // wrong
      ];
      for (let i = 0; i < 500; i++) {
        const width = 1 + below(5);
        const rows = Array.from({ length: 1 + below(12) }, () =>
          Array.from({ length: below(8) ? width : width + 1 }, cell).join(','),
        );
        yield ['facade.parse', rows.join(pick(['\n', '\r\n'])), pick(options)];
      }
      for (const text of texts(40)) yield ['facade.parse', text, pick(options)];
    },
  },
  {
    name: 'json5',
    version: '2.2.3',
    kind: 'parser (JSON5)',
    facade: 'json5',
    *calls() {
      for (let i = 0; i < 300; i++) {
        const text = JSON.stringify(value(i), null, i % 4);
        yield ['facade.parse', text];
        yield ['facade.parse', text.replaceAll(/"(\w+)":/g, '$1: /* a comment */ ').replaceAll('"', "'")];
        for (const wrong of spoilt(text, i, 2)) yield ['facade.parse', wrong];
        yield ['facade.stringify', value(i), null, i % 5];
      }
    },
  },
  {
    name: '@msgpack/msgpack',
    version: '3.1.3',
    kind: 'parser (MessagePack)',
    quick: true,
    copy: { src: '.' },
    plain: { encode: 'dist.esm/encode.mjs', decode: 'dist.esm/decode.mjs' },
    options: { allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true },
    marks: { encode: ['encode'], decode: ['decode'] },
    async *calls() {
      const { below } = random(3);
      const { encode } = await library('@msgpack/msgpack');
      for (let i = 0; i < 400; i++) {
        yield ['encode.encode', value(i), i % 2 ? { sortKeys: true } : { forceFloat32: true }];
        // any bytes: some say something, most are wrong
        yield ['decode.decode', Uint8Array.from({ length: 1 + below(30) }, () => below(256))];
        yield ['decode.decode', encode(value(i))];
        yield ['decode.decode', encode(value(i)).slice(0, -1)];
      }
      yield ['encode.encode', new Date(0)];
      yield ['encode.encode', { a: 1n }, { useBigInt64: true }];
      yield ['encode.encode', { a: 1n }];
      yield ['decode.decode', new Uint8Array([0xcf, 255, 255, 255, 255, 0, 0, 0, 1]), { useBigInt64: true }];
    },
  },
  {
    name: 'fast-xml-parser',
    version: '5.12.1',
    kind: 'parser (XML)',
    facade: 'fast-xml-parser',
    *calls() {
      const { below, pick } = random(11);
      const element = (depth) => {
        const tag = pick(['a', 'b', 'item', 'x:y']);
        const attributes = below(2) ? ` id="${below(99)}" name='n &amp; m'` : '';
        const inner = depth
          ? Array.from({ length: below(5) }, () => element(depth - 1)).join('\n')
          : pick(['1', 'text', '<![CDATA[<]]>', '&lt;']);
        return `<${tag}${attributes}>${inner}</${tag}>`;
      };
      for (let i = 0; i < 150; i++) {
        const text = `<?xml version="1.0"?>${element(4)}`;
        for (const options of [{}, { ignoreAttributes: false }, { preserveOrder: true }])
          yield ['facade.parse', text, options];
        for (const wrong of spoilt(text, i, 3)) {
          yield ['facade.parse', wrong, {}];
          yield ['facade.validate', wrong];
        }
      }
    },
  },
];
