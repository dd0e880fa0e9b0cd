import { type ParseResult, type ParserOptions, parse } from '@babel/parser';

/** @unsync */
export function ast(code: string, options: ParserOptions): ParseResult {
  return parse(code, options);
}

/** @unsync */
export function comments(code: string): string[] {
  return (parse(code, { sourceType: 'unambiguous' }).comments ?? []).map((comment) => comment.value);
}
