import * as cheerio from 'cheerio';
import type { Element } from 'domhandler';

/** @unsync */
export function links(html: string): { text: string; href: string | undefined }[] {
  const $ = cheerio.load(html);
  return $('a')
    .map((_, a) => ({ text: $(a).text().trim(), href: $(a).attr('href') }))
    .get();
}

/** @unsync */
export function headings(html: string): Element[] {
  return cheerio.load(html)('h1, h2, h3').get();
}
