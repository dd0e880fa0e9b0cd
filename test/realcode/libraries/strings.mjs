import { random, scripts, texts } from '../material.mjs';

export const strings = [
  {
    name: 'fastest-levenshtein',
    version: '1.0.16',
    kind: 'strings',
    copy: { 'esm/mod.js': 'mod.js' },
    marks: { mod: ['closest'] },
    facade: 'fastest-levenshtein',
    *calls() {
      const { below, pick } = random(31);
      const words = texts(20, 10_000).flatMap((text) => text.match(/\w+/g) ?? []);
      for (let i = 0; i < 400; i++) {
        yield ['mod.closest', pick(words), Array.from({ length: below(30) }, () => pick(words))];
        const [a, b] = [0, 0].map(() => Array.from({ length: 1 + below(40) }, () => pick(words)).join(' '));
        yield ['facade.distanceOf', a, b];
      }
      yield ['mod.closest', 'a', null];
    },
  },
  {
    name: 'decimal.js',
    version: '10.6.0',
    kind: 'maths',
    facade: 'decimal',
    *calls() {
      const { next, below } = random(32);
      const number = () => `${below(2) ? '-' : ''}${next() * 10 ** below(12)}`;
      for (let i = 0; i < 300; i++) {
        yield [
          'facade.compute',
          ['plus', 'times', 'div', 'pow', 'mod'][i % 5],
          number(),
          i % 5 === 3 ? `${below(30)}` : number(),
          5 + below(80),
        ];
        yield [
          'facade.compute',
          ['sqrt', 'ln', 'exp', 'sin', 'atan'][i % 5],
          `${next() * 40}`,
          undefined,
          5 + below(40),
        ];
      }
      yield ['facade.compute', 'plus', 'no number', '1', 20];
      yield ['facade.compute', 'sqrt', '2', undefined, -1];
    },
  },
  {
    name: 'highlight.js',
    version: '11.12.0',
    kind: 'syntax highlighting',
    facade: 'highlight',
    *calls() {
      for (const text of scripts(150, 8_000)) {
        yield ['facade.highlight', text, 'javascript'];
        yield ['facade.highlight', text.slice(0, 1000), 'typescript'];
      }
      for (const text of texts(40, 8_000)) {
        yield ['facade.highlight', text, 'markdown'];
        yield ['facade.detect', text.slice(0, 300)];
      }
      yield ['facade.highlight', 'x', 'no language'];
    },
  },
];
