import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** @unsync */
export function parse(text: string, options: { ignoreAttributes?: boolean; preserveOrder?: boolean }): unknown {
  return new XMLParser(options).parse(text);
}

/** @unsync */
export function validate(text: string): unknown {
  return XMLValidator.validate(text);
}
