const global = /a/g;
const sticky = new RegExp('a', 'y');
const table = { word: /\w+/g, plain: /x/ };
const list = [/a/, /b/g];

const everywhere = /c/g;
const start = /^d/;
const made = () => /e/g;
const flags = /f/gimsuy;

/** @unsync */
export function warned(text: string): unknown[] {
  const alias = table.word;
  return [global.test(text), text.replace(sticky, ''), alias.exec(text), list.map((p) => p.test(text))];
}

/** @unsync */
export function fine(text: string): unknown[] {
  return [text.match(everywhere), text.replaceAll(everywhere, ''), start.test(text), made().test(text), flags.source, /g/g.test(text)];
}
