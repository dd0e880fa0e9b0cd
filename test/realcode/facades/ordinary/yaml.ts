import { Document, parse, parseDocument, stringify } from 'yaml';

/** @unsync */
export function load(text: string): unknown {
  return parse(text);
}

/** @unsync */
export function read(text: string): Document {
  return parseDocument(text);
}

/** @unsync */
export function format(value: object): string {
  return stringify(new Document(value), { indent: 4 });
}
