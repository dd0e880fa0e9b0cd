/** Reading `@tags` off the text of comments: those at the start of a line, and those that only look like one. */

export interface DocTag {
  /** Where the `@` stands, counted from the start of the comment. */
  readonly at: number;
  readonly word: string;
  /** The rest of its line, up to the next tag. */
  readonly rest: string;
  /** `@unsync` at the end of a line of prose: tools read no tag there, and a person may have meant one. */
  readonly inText: boolean;
}

export const docComment = /\/\*\*(?!\/)[\s\S]*?\*\//g;

/** A whole mark, and what it states. */
const mark = '(@unsync)(?:[ \\t]+(?:cpu-bound|blocking|background))?(?:[ \\t]+idempotent)?(?:[ \\t]+untracked)?[ \\t]*';

/** `// @unsync` and `/* @unsync`: a whole comment that would be a mark if it began with two stars. */
export const otherComment = new RegExp(`(?://|/\\*(?!\\*))[ \\t]*${mark}(?=\\r?\\n|\\*/|$)`, 'g');

const fence = /^(?:```|~~~)/;
const atEndOfText = new RegExp(`(?<=\\s)${mark}$`);

export function* tagsOf(comment: string): Iterable<DocTag> {
  let fenced = false;
  let start = 0;
  for (const line of comment.split('\n')) {
    const prefix = /^(?:[ \t]*\/\*\*|[ \t]*\**)[ \t]*/.exec(line)![0].length;
    const text = line.slice(prefix).replace(/(?:\*\/)?\s*$/, '');
    const from = start + prefix;
    start += line.length + 1;
    if (fence.test(text)) fenced = !fenced;
    if (fenced) continue;
    if (!text.startsWith('@')) {
      const inText = atEndOfText.exec(text);
      if (inText) yield { at: from + inText.index, word: 'unsync', rest: '', inText: true };
      continue;
    }
    // a tag ends where the next begins: `@internal @unsync`
    for (const tag of text.matchAll(/(?<=^|\s)@([A-Za-z]+)([^@`]*|`[^`]*`|(?<!\s)@)*/g))
      yield { at: from + tag.index, word: tag[1]!, rest: tag[0].slice(1 + tag[1]!.length).trim(), inText: false };
  }
}
