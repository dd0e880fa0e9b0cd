/** Answers about virtual text, put back to the user's places and words. */
import type ts from 'typescript';
import type { MarkedText } from './marked-text';
import { readable } from './readable';

type Part = ts.SymbolDisplayPart;
const lineBreak: Part = { text: '\n', kind: 'lineBreak' };

export type Answers = ReturnType<typeof createAnswers>;

export function createAnswers(texts: ReadonlyMap<string, MarkedText>) {
  const words = hiddenWords(texts);
  const functions = new Set([...texts.values()].flatMap((t) => t.virtual.declared.map((d) => d.visible)));

  return { span, places, textChanges, parts, isOurs, inUsersWords };

  function span(fileName: string, given: ts.TextSpan): ts.TextSpan | undefined {
    const text = texts.get(fileName);
    return text ? text.toUser(given) : given;
  }

  /** Each once; what is not in the user's text is dropped, or, `loosely`, is what it stands for. */
  function places<P extends ts.DocumentSpan>(found: readonly P[] | undefined, loosely = false): P[] {
    const all = new Map<string, P>();
    for (const place of found ?? []) {
      const { fileName } = place;
      const textSpan =
        span(fileName, place.textSpan) ?? (loosely ? texts.get(fileName)!.toAnchor(place.textSpan) : undefined);
      if (!textSpan) continue;
      const { contextSpan: context, ...rest } = place;
      const contextSpan = context && span(fileName, context);
      const key = placeKey({ fileName, textSpan });
      if (!all.has(key)) all.set(key, { ...rest, textSpan, ...(contextSpan && { contextSpan }) } as P);
    }
    return [...all.values()];
  }

  /** Nothing, where one of them is not of the user's text, or would put in a name of ours. */
  function textChanges(found: readonly ts.FileTextChanges[]): ts.FileTextChanges[] | undefined {
    const all: ts.FileTextChanges[] = [];
    for (const file of found) {
      const changes = new Map<string, ts.TextChange>();
      for (const { span: given, newText } of file.textChanges) {
        const own = span(file.fileName, given);
        if (!own || words.some(([word]) => newText.includes(word))) return undefined;
        // what stands in the virtual text more than once is changed once
        changes.set(`${own.start} ${own.length} ${newText}`, { span: own, newText });
      }
      all.push({ ...file, textChanges: [...changes.values()] });
    }
    return all;
  }

  /** Makes what is displayed of a symbol, without the namespace beside a function that holds `.inline` and the like. */
  function parts(displayed: readonly Part[]): Part[] {
    const lines: Part[][] = [[]];
    for (const part of displayed) {
      if (part.kind === 'lineBreak') lines.push([]);
      else lines.at(-1)!.push({ ...part, text: inUsersWords(part.text) });
    }
    const isNamespace = (line: readonly Part[]) => {
      const [, name] = /^(?:\(alias\) )?namespace (\S+)$/.exec(line.map((p) => p.text).join('')) ?? [];
      return name !== undefined && functions.has(name);
    };
    const others = lines.filter((line) => !isNamespace(line));
    return (others.length ? others : lines).flatMap((line, i) => (i ? [lineBreak, ...readable(line)] : readable(line)));
  }

  function isOurs(name: string): boolean {
    return words.some(([word]) => name === word);
  }

  function inUsersWords(text: string): string {
    // TypeScript has no text for what is no name, whatever it declares
    return text ? words.reduce((t, [word, own]) => t.replaceAll(word, own), text) : text;
  }
}

export const placeKey = ({ fileName, textSpan }: { fileName: string; textSpan: ts.TextSpan }): string =>
  `${fileName} ${textSpan.start}`;

/** Names that we made, longer ones first, with what says the same to the user. */
function hiddenWords(texts: ReadonlyMap<string, MarkedText>): [string, string][] {
  const words = new Map<string, string>();
  for (const { virtual } of texts.values())
    for (const { mark, hidden, visible } of virtual.declared) {
      const name = mark.localName ?? (visible.includes('_default') ? 'default' : visible);
      const isMethod = mark.form === 'instance' || mark.form === 'member';
      words.set(hidden, isMethod ? name : `${name}.inline`);
      words.set(`${hidden}_marked`, name);
      words.set(`${hidden}_R`, `${name}.Result`);
      words.set(`${hidden}_P`, `${name}.Parameters`);
      if (visible !== name) words.set(visible, name);
    }
  return [...words].sort(([a], [b]) => b.length - a.length);
}
