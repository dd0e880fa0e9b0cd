const word = /\w+/g;

export function nextWord(text: string): string | undefined {
  return word.exec(text)?.[0];
}
