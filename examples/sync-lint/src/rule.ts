import type { Rule } from 'eslint';
import { formatted } from './format.js';

/** ESLint calls rules, and wants their reports at once; Prettier answers with a promise. */
export const rule: Rule.RuleModule = {
  meta: {
    type: 'layout',
    fixable: 'code',
    schema: [],
    messages: { replace: 'Replace {{was}} with {{wanted}}' },
  },
  create(context) {
    return {
      Program() {
        const { sourceCode, filename } = context;
        const wanted = formatted(sourceCode.text, filename).result();
        const difference = between(sourceCode.text, wanted);
        if (!difference) return;
        const { start, end, text } = difference;
        context.report({
          loc: { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) },
          messageId: 'replace',
          data: { was: JSON.stringify(sourceCode.text.slice(start, end)), wanted: JSON.stringify(text) },
          fix: (fixer) => fixer.replaceTextRange([start, end], text),
        });
      },
    };
  },
};

/** The range of a text in which it is not as wanted, and what is to stand there. */
function between(text: string, wanted: string) {
  if (text === wanted) return undefined;
  const most = Math.min(text.length, wanted.length);
  let [before, after] = [0, 0];
  while (before < most && text[before] === wanted[before]) before++;
  while (after < most - before && text.at(-1 - after) === wanted.at(-1 - after)) after++;
  return { start: before, end: text.length - after, text: wanted.slice(before, wanted.length - after) };
}
