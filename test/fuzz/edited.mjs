/**
 * A text with several edits at once; of those that overlap, the last.
 * @param {string} text
 * @param {{ start: number, end: number, text: string }[]} edits
 */
export function edited(text, edits) {
  let end = text.length;
  let rest = text;
  for (const e of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    if (e.end > end) continue;
    rest = rest.slice(0, e.start) + e.text + rest.slice(e.end);
    end = e.start;
  }
  return rest;
}
