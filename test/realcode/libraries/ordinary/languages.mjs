const scripts = [
  'const a = 1; export function twice(n) { return n * 2; } // two\n',
  'class A { #x = 1; get x() { return this.#x; } static make = () => new A(); }',
  'let { a, ...rest } = f`x`; for (const x of rest) if (x) continue; else break;',
  '/* one */ async function* g() { yield* [1n, 2n]; await /re+/u; }',
  'let = ;',
  '',
];
const sheets = [
  'a { color: red; margin: 0 } .b > c:hover { color: blue }',
  '@media (min-width: 1px) { .x, .y { color: #fff !important } }\n/* end */',
  ':root { --a: 1px } @import "b.css";',
  'a { color: red',
  '',
];
const page = (n) =>
  `<h1>Page <b>${n}</b></h1>${'<p><a href="/x?y=1&amp;z">go <i>there</i></a><a>nowhere</a></p>'.repeat(n)}<h2 id=q>End`;

export const languages = [
  {
    name: 'typescript',
    version: '5.9.3',
    kind: 'compilers',
    facade: 'ordinary/typescript',
    warned: [5013],
    rejected: [
      // its classes are not exported, and to its types no classes; what is wrong is said with its file
      'facade.parse',
      'facade.transpile',
    ],
    look: {
      'facade.parse': (file) => [file.getText(), file.statements.map((each) => each.getStart()), file.getLineStarts()],
    },
    *calls() {
      for (const script of scripts) {
        yield ['facade.transpile', `${script}; let n: number = 3;`];
        yield ['facade.parse', 'a.ts', script];
        yield ['facade.countFunctions', 'a.ts', script];
      }
    },
  },
  {
    name: '@babel/parser',
    version: '7.29.15',
    kind: 'parsers',
    facade: 'ordinary/babel-parser',
    warned: [5009],
    // its nodes are of a class that is not exported, and to its types of none
    rejected: ['facade.ast'],
    *calls() {
      for (const script of scripts) {
        yield ['facade.ast', script, { sourceType: 'module' }];
        yield ['facade.ast', script, { sourceType: 'module', tokens: true, errorRecovery: true }];
        yield ['facade.comments', script];
      }
    },
  },
  {
    name: 'terser',
    version: '5.51.4',
    kind: 'compilers',
    facade: 'ordinary/terser',
    warned: [5013],
    *calls() {
      for (const [i, script] of scripts.entries()) {
        yield ['facade.minifySync', script];
        yield ['facade.minifyAll', { 'a.js': script, 'b.js': 'var b = 1 + 1' }, { module: i % 2 === 0 }];
      }
    },
  },
  {
    name: 'postcss',
    version: '8.5.33',
    kind: 'CSS',
    facade: 'ordinary/postcss',
    warned: [5013, 5022],
    rejected: [
      // its nodes have properties whose keys are symbols
      'facade.parse',
      'facade.rulesOf',
    ],
    look: {
      'facade.parse': (root) => [
        root.toString(),
        root.first?.next()?.toString(),
        root.nodes.map((node) => node.source.start),
      ],
      'facade.rulesOf': (rules) => rules.map((rule) => [rule.selectors, rule.toString(), rule.root().nodes.length]),
    },
    *calls() {
      for (const sheet of sheets) {
        yield ['facade.parse', sheet];
        yield ['facade.rulesOf', sheet, 'color'];
        yield ['facade.prefix', sheet, '.app'];
      }
    },
  },
  {
    name: 'cheerio',
    version: '1.2.0',
    with: { domhandler: '5.0.3' },
    kind: 'HTML',
    facade: 'ordinary/cheerio',
    refused: {
      // it imports the class as a type alone
      'facade.headings': 2010,
    },
    look: {
      'facade.headings': (all) => all.map((each) => [each.tagName, each.attribs, each.firstChild?.nodeType]),
    },
    *calls() {
      for (let n = 1; n < 7; n++) {
        yield ['facade.links', page(n)];
        yield ['facade.headings', page(n)];
      }
    },
  },
  {
    name: 'graphql',
    version: '16.15.0',
    kind: 'parsers',
    facade: 'ordinary/graphql',
    warned: [5022],
    // it holds types of classes that its declarations do not show
    rejected: ['facade.schemaOf'],
    look: {
      'facade.parseQuery': (document) => [
        document.definitions.length,
        document.loc?.start,
        document.loc?.startToken?.kind,
      ],
      'facade.schemaOf': (schema) => schema.getQueryType()?.toString(),
      'facade.errorsOf': (errors) => errors.map((error) => [error.message, error.locations, error.toString()]),
    },
    *calls() {
      const schema = 'type Query { user(id: ID!): User } type User { name: String friends: [User!]! }';
      const queries = [
        '{ user(id: 1) { name friends { name } } }',
        '{ user { age } }',
        'query Q($a: Int) { nothing }',
        '{',
      ];
      for (const query of queries) {
        yield ['facade.parseQuery', query];
        yield ['facade.errorsOf', schema, query];
      }
      yield ['facade.schemaOf', schema];
      yield ['facade.schemaOf', 'type Query { a: Missing }'];
    },
  },
  {
    name: 'handlebars',
    version: '4.7.10',
    kind: 'templates',
    facade: 'ordinary/handlebars',
    warned: [5012],
    // as it is warned: a helper is registered where its module is, and no worker has it
    differs: ['facade.render'],
    *calls() {
      for (const template of [
        'Hello {{name}}!',
        '{{#each list}}<{{upper this}}>{{else}}none{{/each}}',
        '{{{a.b}}} {{a.b}}',
        '{{#if',
      ])
        for (const context of [{ name: 'Ada', list: ['x', 'y'], a: { b: '<b>' } }, {}])
          yield ['facade.render', template, context];
    },
  },
  {
    name: 'shiki',
    version: '4.6.0',
    kind: 'syntax highlighting',
    facade: 'ordinary/shiki',
    // what takes longer than half a second is left without colours
    varies: ['facade.highlight'],
    look: {
      'facade.highlight': (html) => html.replace(/<[^>]*>/g, ''),
    },
    warned: [5013],
    rejected: [
      // it has a GrammarState, with a WeakMap
      'facade.tokens',
    ],
    *calls() {
      for (const script of scripts) {
        yield ['facade.highlight', script, 'javascript'];
        yield ['facade.tokens', script, 'typescript'];
      }
      yield ['facade.highlight', 'a { b: c }', 'css'];
      yield ['facade.highlight', 'a', 'no language'];
    },
  },
];
