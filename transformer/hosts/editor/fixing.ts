/** Code fixes and refactorings: tsc's with honest types, and unsync's own. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';
import { createOwnFixes, fixable } from './own-fixes';
import type { View } from './view';

export function createFixing(ts: TypeScript, view: () => View, plain: ts.LanguageService): Partial<ts.LanguageService> {
  const ownFixes = createOwnFixes(ts, view, plain);
  return {
    getCodeFixesAtPosition(file, start, end, codes, ...rest) {
      const { virtual, answers, toVirtual } = view();
      const others = codes.filter((code) => !fixable.includes(code));
      const from = toVirtual(file, start);
      const to = toVirtual(file, end, 'before');
      const found =
        from === undefined || to === undefined || to < from
          ? plain.getCodeFixesAtPosition(file, start, end, others, ...rest)
          : virtual.getCodeFixesAtPosition(file, from, to, others, ...rest).flatMap((fix) => {
              const changes = answers.textChanges(fix.changes);
              return changes ? [{ ...fix, changes }] : [];
            });
      return [...found, ...ownFixes(file, start, codes)];
    },

    getCombinedCodeFix(scope, fixId, ...rest) {
      const { virtual, answers } = view();
      const found = virtual.getCombinedCodeFix(scope, fixId, ...rest);
      const changes = answers.textChanges(found.changes);
      return changes ? { ...found, changes } : { changes: [] };
    },

    // inside a marked file they are about text, mostly, and about the plain functions
    getApplicableRefactors: (file, ...rest) => serviceFor(file).getApplicableRefactors(file, ...rest),
    getEditsForRefactor(file, ...rest) {
      const found = serviceFor(file).getEditsForRefactor(file, ...rest);
      if (!found || view().texts.has(file)) return found;
      const edits = view().answers.textChanges(found.edits);
      return edits ? { ...found, edits } : undefined;
    },
  };

  function serviceFor(file: string): ts.LanguageService {
    const { texts, virtual } = view();
    return texts.has(file) ? plain : virtual;
  }
}
