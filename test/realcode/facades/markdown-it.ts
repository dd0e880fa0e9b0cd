import MarkdownIt from 'markdown-it';

/** @unsync */
export function render(text: string, options: { html?: boolean; linkify?: boolean; typographer?: boolean }): string {
  return new MarkdownIt(options).render(text);
}
