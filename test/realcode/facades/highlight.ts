import hljs from 'highlight.js';

/** @unsync */
export function highlight(code: string, language: string): { value: string; relevance: number; illegal: boolean } {
  const { value, relevance, illegal } = hljs.highlight(code, { language });
  return { value, relevance, illegal };
}

/** @unsync */
export function detect(code: string): { language: string | undefined; value: string } {
  const { language, value } = hljs.highlightAuto(code, ['markdown', 'javascript', 'xml', 'css']);
  return { language, value };
}
