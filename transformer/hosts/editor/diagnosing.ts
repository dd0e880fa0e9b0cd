/** Diagnostics, in the user's places. */
import type ts from 'typescript';
import type { View } from './view';

export function createDiagnosing(view: () => View): Partial<ts.LanguageService> {
  return {
    getSemanticDiagnostics(file) {
      const { texts, findings } = view();
      // where something can't be parsed, a build says no more than that, and here is what can be known of the rest
      const isBroken = [...texts.values()].some((t) => t.isBroken);
      return isBroken ? ofVirtual(view().virtual.getSemanticDiagnostics(file)) : findings.diagnosticsOf(file);
    },
    getSuggestionDiagnostics: (file) => ofVirtual(view().virtual.getSuggestionDiagnostics(file)),
  };

  function ofVirtual<D extends ts.Diagnostic>(found: readonly D[]): D[] {
    const { answers } = view();
    const seen = new Set<string>();
    return found.flatMap((d) => {
      const placed = inUsersPlace(d);
      if (!placed) return [];
      const key = `${placed.start} ${d.code}`;
      if (seen.has(key)) return []; // signatures stand in the virtual text twice
      seen.add(key);
      const relatedInformation = d.relatedInformation?.flatMap((r) => inUsersPlace(r) ?? []);
      return [{ ...placed, ...(relatedInformation && { relatedInformation }) }];
    });

    function inUsersPlace<R extends ts.DiagnosticRelatedInformation>(d: R): R | undefined {
      const { file, start, length } = d;
      if (!file || start === undefined || length === undefined) return d;
      const span = answers.span(file.fileName, { start, length });
      const own = view().program.getSourceFile(file.fileName);
      return span && { ...d, ...span, file: own ?? file, messageText: words(d.messageText) };
    }
    function words(message: string | ts.DiagnosticMessageChain): string | ts.DiagnosticMessageChain {
      if (typeof message === 'string') return answers.inUsersWords(message);
      const { messageText, next } = message;
      return {
        ...message,
        messageText: answers.inUsersWords(messageText),
        ...(next && { next: next.map((m) => words(m) as ts.DiagnosticMessageChain) }),
      };
    }
  }
}
