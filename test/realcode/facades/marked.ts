import { lexer, marked } from 'marked';

/** @unsync */
export function toHtml(text: string, options: { gfm?: boolean; breaks?: boolean }): string {
  return marked.parse(text, { ...options, async: false });
}

/** @unsync */
export function tokens(text: string): unknown[] {
  return [...lexer(text)];
}
