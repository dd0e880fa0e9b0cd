import { type BundledLanguage, codeToHtml, codeToTokens, type TokensResult } from 'shiki';

/** @unsync background */
export async function highlight(code: string, lang: BundledLanguage): Promise<string> {
  return codeToHtml(code, { lang, theme: 'nord' });
}

/** @unsync background */
export async function tokens(code: string, lang: BundledLanguage): Promise<TokensResult> {
  return codeToTokens(code, { lang, theme: 'nord' });
}
