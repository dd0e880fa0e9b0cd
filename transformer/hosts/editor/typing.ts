/** Everything that is shown at a place and while something is typed there: hovers, completion, signatures. */
import type ts from 'typescript';
import type { Task } from '../../types';
import { honest } from './readable';
import type { View } from './view';

export function createTyping(view: () => View, plain: ts.LanguageService): Partial<ts.LanguageService> {
  return {
    getQuickInfoAtPosition(file, at, ...rest) {
      const now = view();
      const { virtual, answers, toVirtual } = now;
      const place = toVirtual(file, at);
      const found = place === undefined ? undefined : virtual.getQuickInfoAtPosition(file, place, ...rest);
      const textSpan = found && answers.span(file, found.textSpan);
      // what is written above a marked function, the first service finds
      const own = plain.getQuickInfoAtPosition(file, at, ...rest);
      if (!textSpan || place === undefined) return own;
      // inside itself it is the plain function, which is local in the virtual text alone
      if (found.kind === 'local function' && own?.kind === 'function') return own;
      const { displayParts } = found;
      const task = taskAt(now, file, place);
      return {
        ...found,
        textSpan,
        ...(displayParts && { displayParts: honest(answers.parts(displayParts), own?.displayParts) }),
        ...documentation(found, own, task && explanation(now, task)),
      };
    },

    getCompletionsAtPosition(file, at, ...rest) {
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at, 'before');
      if (place === undefined) return plain.getCompletionsAtPosition(file, at, ...rest);
      const found = virtual.getCompletionsAtPosition(file, place, ...rest);
      if (!found) return undefined;
      const { optionalReplacementSpan: optional, ...info } = found;
      const optionalReplacementSpan = optional && answers.span(file, optional);
      const entries = found.entries
        .filter((entry) => !answers.isOurs(entry.name))
        .flatMap((entry) => {
          if (!entry.replacementSpan) return [entry];
          const replacementSpan = answers.span(file, entry.replacementSpan);
          return replacementSpan ? [{ ...entry, replacementSpan }] : [];
        });
      return { ...info, entries, ...(optionalReplacementSpan && { optionalReplacementSpan }) };
    },

    getCompletionEntryDetails(file, at, ...rest) {
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at, 'before');
      const own = plain.getCompletionEntryDetails(file, at, ...rest);
      const found = place === undefined ? undefined : virtual.getCompletionEntryDetails(file, place, ...rest);
      if (!found) return own;
      const codeActions = found.codeActions?.flatMap((action) => {
        const changes = answers.textChanges(action.changes);
        return changes ? [{ ...action, changes }] : [];
      });
      return {
        ...found,
        displayParts: honest(answers.parts(found.displayParts), own?.displayParts),
        ...(codeActions && { codeActions }),
        ...documentation(found, own),
      };
    },

    getSignatureHelpItems(file, at, ...rest) {
      const { virtual, answers, toVirtual } = view();
      const place = toVirtual(file, at, 'before');
      const own = plain.getSignatureHelpItems(file, at, ...rest);
      const found = place === undefined ? undefined : virtual.getSignatureHelpItems(file, place, ...rest);
      const applicableSpan = found && answers.span(file, found.applicableSpan);
      if (!applicableSpan) return own;
      const isSame = own?.items.length === found.items.length;
      const items = found.items.map((item, i) => itemOf(item, isSame ? own.items[i] : undefined, answers));
      return { ...found, items, applicableSpan };
    },
  };
}

/** `own` is the same of the text as it stands. */
function itemOf(
  item: ts.SignatureHelpItem,
  own: ts.SignatureHelpItem | undefined,
  answers: View['answers'],
): ts.SignatureHelpItem {
  return {
    ...item,
    prefixDisplayParts: answers.parts(item.prefixDisplayParts),
    suffixDisplayParts: answers.parts(item.suffixDisplayParts),
    parameters: item.parameters.map((p, k) => ({
      ...p,
      displayParts: own?.parameters[k]?.displayParts || answers.parts(p.displayParts),
      documentation: p.documentation.length ? p.documentation : (own?.parameters[k]?.documentation ?? []),
    })),
    ...(own && !item.documentation.length && { documentation: own.documentation, tags: own.tags }),
  };
}

/** The marked function that a name in the virtual text leads to, by what callers see of it. */
function taskAt({ virtual, texts, findings }: View, file: string, place: number): Task | undefined {
  for (const { fileName, name, textSpan } of virtual.getDefinitionAtPosition(file, place) ?? []) {
    const text = texts.get(fileName);
    if (!text) continue;
    const anchor = text.anchorAt(textSpan.start);
    const isMeant = ({ visible, mark }: Task) =>
      text.toVirtual(mark.anchor.start, 'after') === textSpan.start ||
      (name === visible && anchor !== undefined && isNamed(mark, anchor.start));
    const task = findings.tasksOf(fileName).find(isMeant);
    if (task) return task;
  }
  return undefined;
}

const explanation = ({ findings }: View, task: Task): string => `${findings.kindOf(task)}: ${findings.whyOf(task)}`;

const isNamed = ({ anchor, overloads }: Task['mark'], start: number): boolean =>
  anchor.start === start || overloads.some(({ name }) => !!name && name.end > start && name.pos <= start);

interface Documented {
  documentation?: ts.SymbolDisplayPart[];
  tags?: ts.JSDocTagInfo[];
}

/** Joins what is written above it, and then what we know of it. */
function documentation(found: Documented, own: Documented | undefined, ...known: (string | undefined)[]): Documented {
  const written = (found.documentation?.length ? found : own)?.documentation ?? [];
  const tags = found.tags?.length ? found.tags : own?.tags;
  const added = known.flatMap((text) => (text === undefined ? [] : [{ text, kind: 'text' }]));
  const between = written.length && added.length ? [{ text: '\n\n', kind: 'lineBreak' }] : [];
  return { documentation: [...written, ...between, ...added], ...(tags && { tags }) };
}
