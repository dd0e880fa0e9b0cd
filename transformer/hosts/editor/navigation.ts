/**
 * Where names are: both services answer. To the first, a marked function is one name, inside and outside; the second
 * knows what `fib(1).then((n) => …)` is about.
 */
import type ts from 'typescript';
import { type Answers, placeKey } from './answers';
import type { View } from './view';

type Found = Partial<ts.LanguageService>;

export function createNavigation(view: () => View, plain: ts.LanguageService): Found {
  return {
    getDefinitionAtPosition: (file, at) => definitions('getDefinitionAtPosition', file, at),
    getTypeDefinitionAtPosition: (file, at) => definitions('getTypeDefinitionAtPosition', file, at),

    getDefinitionAndBoundSpan(file, at) {
      const own = plain.getDefinitionAndBoundSpan(file, at);
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at);
      const found = place === undefined ? undefined : virtual.getDefinitionAndBoundSpan(file, place);
      const textSpan = found && answers.span(file, found.textSpan);
      const places = described(answers, answers.places(found?.definitions, true));
      return textSpan && places.length ? { textSpan, definitions: places } : own;
    },

    getImplementationAtPosition: (file, at) => both(file, at, (s, place) => s.getImplementationAtPosition(file, place)),
    getReferencesAtPosition: (file, at) => both(file, at, (s, place) => s.getReferencesAtPosition(file, place)),

    findReferences(file, at) {
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at);
      const seen = new Set<string>();
      const found = (place === undefined ? undefined : virtual.findReferences(file, place)) ?? [];
      const honest = found.flatMap(({ definition, references }) => {
        const [own] = described(answers, answers.places([definition], true));
        return own ? [{ definition: own, references: answers.places(references) }] : [];
      });
      // the first service's come last: what it says of types is not honest
      return [...honest, ...(plain.findReferences(file, at) ?? [])]
        .map((symbol) => ({ ...symbol, references: symbol.references.filter((r) => isNew(seen, r)) }))
        .filter((symbol) => symbol.references.length > 0);
    },

    findRenameLocations: (file: string, at: number, ...rest: [boolean, boolean, never]) =>
      both(file, at, (s, place) => s.findRenameLocations(file, place, ...rest)),

    getRenameInfo(file: string, at: number, preferences: ts.UserPreferences) {
      const own = plain.getRenameInfo(file, at, preferences);
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at);
      if (own.canRename || place === undefined) return own;
      const found = virtual.getRenameInfo(file, place, preferences);
      const triggerSpan = found.canRename ? answers.span(file, found.triggerSpan) : undefined;
      return found.canRename && triggerSpan && !answers.isOurs(found.displayName) ? { ...found, triggerSpan } : own;
    },

    getDocumentHighlights(file, at, filesToSearch) {
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at);
      const own = plain.getDocumentHighlights(file, at, filesToSearch) ?? [];
      const found = place === undefined ? undefined : virtual.getDocumentHighlights(file, place, filesToSearch);
      const byFile = new Map(own.map((h) => [h.fileName, h.highlightSpans]));
      for (const { fileName, highlightSpans } of found ?? []) {
        const spans = answers.places(highlightSpans.map((s) => ({ ...s, fileName })));
        byFile.set(fileName, united(byFile.get(fileName)?.map((s) => ({ ...s, fileName })) ?? [], spans));
      }
      return [...byFile].map(([fileName, highlightSpans]) => ({ fileName, highlightSpans }));
    },
  };

  /** Joins what either service finds. */
  function both<P extends ts.DocumentSpan>(
    file: string,
    at: number,
    ask: (service: ts.LanguageService, at: number) => readonly P[] | undefined,
  ): P[] {
    const { virtual, answers, toVirtual } = view();
    const place = toVirtual(file, at);
    const own = ask(plain, at) ?? [];
    return united(own, place === undefined ? [] : answers.places(ask(virtual, place)));
  }

  function definitions(ask: 'getDefinitionAtPosition' | 'getTypeDefinitionAtPosition', file: string, at: number) {
    const { virtual, answers, toVirtual } = view();
    const place = toVirtual(file, at);
    const found = place === undefined ? [] : answers.places(virtual[ask](file, place), true);
    return found.length ? described(answers, found) : plain[ask](file, at);
  }
}

/** Without names of ours in what is said of them. */
function described<D extends { name: string; displayParts?: ts.SymbolDisplayPart[] }>(
  answers: Answers,
  found: D[],
): D[] {
  return found.map((d) => ({
    ...d,
    name: answers.inUsersWords(d.name),
    ...(d.displayParts && { displayParts: answers.parts(d.displayParts) }),
  }));
}

function united<P extends { fileName: string; textSpan: ts.TextSpan }>(first: readonly P[], second: readonly P[]): P[] {
  const seen = new Set<string>();
  return [...first, ...second].filter((place) => isNew(seen, place));
}

function isNew(seen: Set<string>, place: { fileName: string; textSpan: ts.TextSpan }): boolean {
  const key = placeKey(place);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
