import { library, random, spoilt, texts, value } from '../material.mjs';

/** Pairs of texts: a text and what became of it. */
function* pairs() {
  for (const [i, text] of texts(50, 8_000).entries()) {
    const { below } = random(i);
    const lines = text.split('\n');
    const changed = lines.flatMap(
      (line) => [[line], [], [line, line], [line.toUpperCase()], [line + ' ']][below(20)] ?? [line],
    );
    yield [text, changed.join('\n')];
    for (const other of spoilt(text, i, 3)) yield [text, other];
  }
}

export const diffing = [
  {
    name: 'diff',
    version: '9.0.0',
    kind: 'diffing',
    copy: { libesm: '.' },
    marks: {
      'diff/character': ['diffChars'],
      'diff/word': ['diffWords', 'diffWordsWithSpace'],
      'diff/line': ['diffTrimmedLines'],
      'diff/sentence': ['diffSentences'],
      'diff/css': ['diffCss'],
      'diff/json': ['diffJson'],
      'diff/array': ['diffArrays'],
      'patch/create': ['createPatch'],
      'patch/apply': ['applyPatch'],
      'patch/reverse': ['reversePatch'],
      'convert/xml': ['convertChangesToXML'],
    },
    // it sets what is not set in the options of its caller
    refused: { 'patch/create.createPatch': 2007 },
    facade: 'diff',
    async *calls() {
      const { createPatch } = await library('diff');
      for (const [i, [a, b]] of [...pairs()].entries()) {
        const [x, y] = [a.slice(0, 600), b.slice(0, 600)];
        yield ['diff/character.diffChars', x, y, { ignoreCase: i % 2 === 0 }];
        yield ['diff/word.diffWords', a, b, {}];
        yield ['diff/word.diffWordsWithSpace', a, b];
        yield ['diff/line.diffTrimmedLines', a, b];
        yield ['diff/sentence.diffSentences', x, y];
        yield ['diff/css.diffCss', x, y];
        yield ['diff/array.diffArrays', a.split('\n'), b.split('\n')];
        yield ['diff/json.diffJson', value(i), value(i + 1)];
        yield ['facade.createPatch', 'a.md', a, b, 'old', 'new', { context: i % 5 }];
        yield ['patch/apply.applyPatch', i % 4 ? a : x, createPatch('a.md', a, b), { fuzzFactor: i % 3 }];
        yield ['patch/apply.applyPatch', a, b];
        yield [
          'convert/xml.convertChangesToXML',
          [{ value: x, added: true }, { value: y, removed: true }, { value: '<' }],
        ];
      }
      const hunk = { oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ['-a', '+b'] };
      yield ['patch/reverse.reversePatch', { oldFileName: 'a', newFileName: 'b', hunks: [hunk] }];
      yield ['diff/character.diffChars', null, undefined];
    },
  },
  {
    name: 'microdiff',
    version: '1.6.0',
    kind: 'diffing',
    copy: { 'dist/index.js': 'microdiff.js' },
    marks: { microdiff: ['diff'] },
    refused: { 'microdiff.diff': 2007 }, // it pushes onto its fourth parameter, which a caller could have given
    facade: 'microdiff',
    *calls() {
      for (let i = 0; i < 400; i++) {
        yield ['facade.differences', { v: value(i), w: value(i + 1) }, { v: value(i), w: value(i + 2) }];
        yield ['facade.differences', [value(i)], [value(i + 1), new Date(i)], { cyclesFix: i % 2 === 0 }];
      }
      const cyclic = { a: 1 };
      cyclic.self = cyclic;
      yield ['facade.differences', cyclic, { ...cyclic, a: 2 }];
      yield ['facade.differences', { a: 1 }, null];
    },
  },
];
