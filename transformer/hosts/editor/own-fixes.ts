/** Fixes of what unsync finds, each offered only where what it gives is right. */
import type ts from 'typescript';
import { table } from '../../diagnostics';
import type { Span, TypeScript } from '../../types';
import { afterMark } from './hints';
import { passAsArgument } from './pass-argument';
import type { View } from './view';

const codeOf = (name: keyof typeof table): number => 990000 + table[name].code;
const codes = {
  misspelled: codeOf('misspelledMark'),
  unknownKind: codeOf('unknownKind'),
  notAsync: codeOf('backgroundNotAsync'),
  givesNothing: codeOf('givesNothing'),
  reassigned: codeOf('reassigned'),
};

/** The codes, as tsserver reports them, that there are fixes for. */
export const fixable: readonly number[] = Object.values(codes);

const announced = new WeakSet<TypeScript>();

/** Editors ask for fixes of codes that the compiler itself has some for, and ask it once, whatever the project. */
export function announceFixable(ts: TypeScript): void {
  type Registration = { errorCodes: readonly number[]; getCodeActions(): undefined };
  type Internal = { codefix?: { registerCodeFix?(registration: Registration): void } };
  if (announced.has(ts)) return;
  announced.add(ts);
  (ts as unknown as Internal).codefix?.registerCodeFix?.({ errorCodes: fixable, getCodeActions: () => undefined });
}

export function createOwnFixes(ts: TypeScript, view: () => View, plain: ts.LanguageService) {
  return (fileName: string, start: number, asked: readonly number[]): ts.CodeFixAction[] => {
    const { program, findings } = view();
    const file = program.getSourceFile(fileName);
    if (!file) return [];
    const markAt = (position: number) =>
      findings.tasksOf(fileName).find(({ mark }) => mark.anchor.start === position)?.mark;
    return asked.flatMap((code): ts.CodeFixAction[] => {
      if (code === codes.misspelled) {
        const [tag] = /^@\w+/.exec(file.text.slice(start)) ?? [];
        return tag ? [fix(`Change '${tag}' to '@unsync'`, { start, end: start + tag.length }, '@unsync')] : [];
      }
      if (code === codes.unknownKind) return stated(start);
      if (code === codes.notAsync || code === codes.givesNothing) {
        const mark = markAt(start);
        const tag = mark && afterMark(file.text, mark);
        if (tag === undefined || mark!.decorator) return [];
        return stated(tag - '@unsync'.length, code === codes.givesNothing ? ['blocking'] : undefined);
      }
      return code === codes.reassigned ? passAsArgument({ ts, plain, program, findings, file, start }) : [];
    });

    /** At a mark, each kind in place of what stands there, which may state more. */
    function stated(at: number, kinds = ['cpu-bound', 'blocking']): ts.CodeFixAction[] {
      const [there] = /^@unsync(?:[ \t]+[^\s*@]+)*/.exec(file!.text.slice(at)) ?? [];
      if (there === undefined) return [];
      const more = ['idempotent', 'untracked']
        .map((word) => (there.split(/\s/).includes(word) ? ` ${word}` : ''))
        .join('');
      return kinds
        .map((kind) => `@unsync ${kind}${more}`)
        .map((mark) => fix(`State '${mark}'`, { start: at, end: at + there.length }, mark));
    }

    function fix(description: string, { start: from, end }: Span, newText: string): ts.CodeFixAction {
      const textChanges = [{ span: { start: from, length: end - from }, newText }];
      return { fixName: 'unsync', description, changes: [{ fileName, textChanges }] };
    }
  };
}
