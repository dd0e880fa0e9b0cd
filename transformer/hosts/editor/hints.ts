/** Hints between the user's words: tsc's own, and of marks that state no kind the one that was found. */
import type ts from 'typescript';
import { firstOf } from '../../syntax/task-nodes';
import type { Mark } from '../../types';
import type { View } from './view';

export function createHints(view: () => View): Partial<ts.LanguageService> {
  return {
    provideInlayHints(file, span, preferences) {
      const { virtual, texts } = view();
      const text = texts.get(file);
      if (!text) return virtual.provideInlayHints(file, span, preferences);
      const all = { start: 0, length: text.virtual.text.length };
      const end = span.start + span.length;
      return [...ofVirtual(file, virtual.provideInlayHints(file, all, preferences)), ...kinds(file)].filter(
        ({ position }) => span.start <= position && position <= end,
      );
    },
  };

  function ofVirtual(file: string, hints: readonly ts.InlayHint[]): ts.InlayHint[] {
    const { answers } = view();
    const seen = new Set<string>();
    return hints.flatMap((hint) => {
      const place = answers.span(file, { start: hint.position, length: 0 });
      const text = answers.inUsersWords(hint.text);
      const displayParts = hint.displayParts?.map(({ text, span, file: target }) => {
        const own = span && target !== undefined ? answers.span(target, span) : span;
        return { text: answers.inUsersWords(text), ...(own && target !== undefined && { span: own, file: target }) };
      });
      const key = `${place?.start} ${text}`;
      if (!place || seen.has(key)) return [];
      seen.add(key);
      return [{ ...hint, position: place.start, text, ...(displayParts && { displayParts }) }];
    });
  }

  /** `/** @unsync cpu-bound *\/`, as one would state it. */
  function kinds(file: string): ts.InlayHint[] {
    const { findings, program } = view();
    const source = program.getSourceFile(file)!.text;
    return findings
      .tasksOf(file)
      .filter(({ mark }) => !mark.stated)
      .map((task) => ({
        text: findings.kindOf(task),
        position: afterMark(source, task.mark) ?? task.mark.anchor.end,
        kind: 'Type' as ts.InlayHintKind.Type,
        whitespaceBefore: true,
      }));
  }
}

/** Where the kind of a mark can be stated, if it is before its function. */
export function afterMark(source: string, mark: Mark): number | undefined {
  const tag = '@unsync';
  const found = source.lastIndexOf(tag, mark.anchor.start);
  return found >= firstOf(mark).pos ? found + tag.length : undefined;
}
