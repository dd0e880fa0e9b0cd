import nlp from 'compromise';

/** @unsync */
export function nouns(text: string): string[] {
  return nlp(text).nouns().out('array') as string[];
}

/** @unsync */
export function analyse(text: string): ReturnType<typeof nlp> {
  return nlp(text);
}
