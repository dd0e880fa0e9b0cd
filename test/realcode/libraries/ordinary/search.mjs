import { random } from '../../material.mjs';

const words = 'red green blue fish bird horse quick slow river mountain night day song stone glass wind'.split(' ');

/** Texts of some words, the same in every run. */
function made(seed, count, make) {
  const { below, pick } = random(seed);
  const text = (length) => Array.from({ length: 1 + below(length) }, () => pick(words)).join(' ');
  return Array.from({ length: count }, (_, i) => make(i, text));
}
const articles = (seed) => made(seed, 20, (id, text) => ({ id, title: text(3), text: text(30) }));
const books = (seed) => made(seed, 20, (i, text) => ({ id: `b${i}`, title: text(3), text: text(30), year: 1900 + i }));
const pages = (seed) => made(seed, 20, (i, text) => ({ id: `p${i}`, title: text(3), body: text(30) }));
const products = (seed) => made(seed, 20, (_, text) => ({ name: text(3), tags: text(4).split(' ') }));

const sentences = [
  'The quick brown fox jumps over the lazy dog.',
  'Dr. Smith bought 3 apples in New York on Tuesday, and she was happy.',
  'They will have been walking for hours.',
  '',
];

export const search = [
  {
    name: 'minisearch',
    version: '7.2.0',
    kind: 'search',
    facade: 'ordinary/minisearch',
    refused: {
      // its options are functions
      'facade.buildIndex': 2021,
      'facade.search': 2021,
    },
    look: {
      'facade.buildIndex': (index) => [index.documentCount, index.search('red fish'), index.autoSuggest('bl')],
    },
    async *calls(use) {
      const { default: MiniSearch } = await use('minisearch');
      for (let i = 0; i < 5; i++) {
        const index = () => {
          const empty = new MiniSearch({ fields: ['title', 'text'] });
          empty.addAll(articles(i));
          return empty;
        };
        yield ['facade.buildIndex', articles(i)];
        yield ['facade.search', index, words[i]];
        yield ['facade.searchOnce', articles(i), `${words[i]} ${words[i + 4]}`];
      }
      yield ['facade.searchOnce', [{ id: 1 }, { id: 1 }], 'twice'];
    },
  },
  {
    name: '@orama/orama',
    version: '3.1.18',
    kind: 'search',
    facade: 'ordinary/orama',
    // a result says how long it took
    varies: ['facade.find'],
    look: {
      'facade.find': ({ count, hits }) => [count, hits],
    },
    refused: {
      // its components are functions
      'facade.index': 2021,
    },
    async *calls() {
      for (let i = 0; i < 6; i++) {
        yield ['facade.index', books(i)];
        yield ['facade.find', books(i), words[i]];
      }
      yield ['facade.find', [{ id: 'a', title: 3 }], 'a'];
    },
  },
  {
    name: 'lunr',
    version: '2.3.9',
    with: { '@types/lunr': '2.3.7' },
    kind: 'search',
    facade: 'ordinary/lunr',
    warned: [5022],
    rejected: [
      // its pipeline holds functions
      'facade.buildIndex',
      'facade.search',
    ],
    look: {
      'facade.buildIndex': (index) => [index.search('red'), index.search('title:fish bird~1'), JSON.stringify(index)],
    },
    async *calls(use) {
      const { default: lunr } = await use('lunr');
      for (let i = 0; i < 5; i++) {
        const index = () =>
          lunr(function () {
            this.ref('id');
            this.field('body');
            for (const page of pages(i)) this.add(page);
          });
        yield ['facade.buildIndex', pages(i)];
        yield ['facade.search', index, `${words[i]} -${words[i + 1]}`];
      }
      yield ['facade.search', () => lunr(() => {}), 'nofield:a'];
    },
  },
  {
    name: 'fuse.js',
    version: '7.5.0',
    kind: 'search',
    facade: 'ordinary/fuse',
    refused: {
      // its class is exported as a type alone
      'facade.createIndex': 2010,
    },
    look: {
      'facade.createIndex': (index) => [index.size(), index.toJSON()],
    },
    *calls() {
      for (let i = 0; i < 6; i++) {
        yield ['facade.createIndex', products(i)];
        yield ['facade.find', products(i), words[i].slice(1)];
      }
    },
  },
  {
    name: 'compromise',
    version: '14.17.0',
    kind: 'language',
    facade: 'ordinary/compromise',
    refused: {
      // to its types, a view has functions
      'facade.analyse': 2021,
    },
    look: {
      'facade.analyse': (view) => [view.text(), view.terms().out('array'), view.nouns().toPlural().text()],
    },
    *calls() {
      for (const text of sentences) {
        yield ['facade.nouns', text];
        yield ['facade.analyse', text];
      }
    },
  },
];
