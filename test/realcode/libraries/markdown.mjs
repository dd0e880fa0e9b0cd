import { spoilt, texts } from '../material.mjs';

function* documents() {
  for (const [i, text] of texts(60, 15_000).entries()) {
    yield text;
    for (const part of text.split(/\n(?=#)/).slice(0, 6)) yield part;
    yield* spoilt(text.slice(0, 2000), i, 3);
  }
}
const wrong = [null, 3, undefined, {}];

export const markdown = [
  {
    name: 'micromark',
    version: '4.0.3',
    kind: 'Markdown',
    copy: { 'index.js': 'index.js', lib: 'lib' },
    marks: { index: ['micromark'] },
    *calls() {
      for (const [i, text] of [...documents()].entries())
        yield ['index.micromark', i % 2 ? text : new TextEncoder().encode(text), { allowDangerousHtml: i % 3 === 0 }];
      for (const input of wrong) yield ['index.micromark', input];
    },
  },
  {
    name: 'marked',
    version: '18.2.1',
    kind: 'Markdown',
    facade: 'marked',
    *calls() {
      for (const [i, text] of [...documents()].entries()) {
        yield ['facade.toHtml', text, { gfm: i % 2 === 0, breaks: i % 3 === 0 }];
        yield ['facade.tokens', text];
      }
      for (const input of wrong) yield ['facade.toHtml', input, {}];
    },
  },
  {
    name: 'markdown-it',
    version: '15.0.3',
    kind: 'Markdown',
    facade: 'markdown-it',
    *calls() {
      for (const [i, text] of [...documents()].entries())
        yield ['facade.render', text, { html: i % 2 === 0, linkify: true, typographer: i % 3 === 0 }];
      for (const input of wrong) yield ['facade.render', input, {}];
    },
  },
];
