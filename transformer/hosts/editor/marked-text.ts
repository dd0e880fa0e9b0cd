/** A marked file as the editor has it: the user's text, the virtual text, and the ways between their places. */
import type ts from 'typescript';
import { mayHaveMarks } from '../../1-find/1-find';
import { prepare } from '../../pipeline';
import { isProjectCode } from '../../program/program';
import type { Span, TypeScript, VirtualText } from '../../types';

export interface MarkedText {
  readonly fileName: string;
  readonly virtual: VirtualText;
  /** While it can't be parsed, what unsync has to say of it is not known. */
  readonly isBroken: boolean;
  /** Of what stands there more than once, the function itself; of a marked name, what callers see. */
  toVirtual(position: number, side: Side): number | undefined;
  /** Nothing, for what is not in the user's text. */
  toUser(span: ts.TextSpan): ts.TextSpan | undefined;
  /** For what is not in the user's text, what it stands for. */
  toAnchor(span: ts.TextSpan): ts.TextSpan;
  /** Finds what a place in the virtual text stands for, that is not in the user's. */
  anchorAt(position: number): Span | undefined;
}

/** Which text a place between two belongs to: what stands after it, or, where something is being typed, before. */
export type Side = 'after' | 'before';

/** The marked files of programs, each looked at once for as long as its text stays. */
export function createMarkedTexts(ts: TypeScript, log: (error: unknown) => void) {
  const known = new WeakMap<ts.SourceFile, MarkedText | undefined>();
  return function of(program: ts.Program): ReadonlyMap<string, MarkedText> {
    const texts = new Map<string, MarkedText>();
    for (const file of program.getSourceFiles()) {
      if (!isProjectCode(program, file)) continue;
      if (!known.has(file)) known.set(file, read(file, program.getCompilerOptions()));
      const text = known.get(file);
      if (text) texts.set(file.fileName, text);
    }
    return texts;
  };

  function read(file: ts.SourceFile, { isolatedDeclarations }: ts.CompilerOptions): MarkedText | undefined {
    if (!mayHaveMarks(file.text)) return undefined;
    const { scriptKind } = file as unknown as { scriptKind: ts.ScriptKind };
    const withParents = ts.createSourceFile(file.fileName, file.text, ts.ScriptTarget.Latest, true, scriptKind);
    const { parseDiagnostics } = withParents as unknown as { parseDiagnostics: readonly unknown[] };
    const isBroken = parseDiagnostics.length > 0;
    try {
      const result = prepare(ts, withParents, { isolatedDeclarations: !!isolatedDeclarations });
      return result && createMarkedText(file, result.virtual, isBroken);
    } catch (error) {
      // a tree with errors may be one that no phase expects
      log(error);
      return undefined;
    }
  }
}

interface VisibleName {
  readonly at: number;
  readonly user: Span;
}

function createMarkedText({ fileName, text }: ts.SourceFile, virtual: VirtualText, isBroken: boolean): MarkedText {
  const { segments, declared } = virtual;
  const copied = segments.flatMap((s) => ('from' in s ? [s] : []));
  const names = visibleNames();
  const segmentAt = (at: number) => segments.findLast((s) => s.at <= at)!;

  return {
    fileName,
    virtual,
    isBroken,
    toVirtual(position, side) {
      const name = names.find(({ user }) => user.start <= position && position <= user.end);
      if (name) return name.at + position - name.user.start;
      const after = copied.find((s) => s.from <= position && position < s.from + s.length);
      const before = copied.find((s) => s.from < position && position <= s.from + s.length);
      const found = side === 'before' ? (before ?? after) : (after ?? before);
      return found && found.at + position - found.from;
    },
    toUser,
    toAnchor(span) {
      const exact = toUser(span);
      if (exact) return exact;
      const segment = segmentAt(span.start);
      if ('from' in segment) return { start: segment.from + span.start - segment.at, length: 0 };
      const { start, end } = segment.anchor;
      return { start, length: end - start };
    },
    anchorAt(position) {
      const segment = segmentAt(position);
      return 'from' in segment ? undefined : segment.anchor;
    },
  };

  function toUser({ start, length }: ts.TextSpan): ts.TextSpan | undefined {
    const name = names.find(({ at, user }) => at === start && user.end - user.start === length);
    if (name) return { start: name.user.start, length };
    const first = segmentAt(start);
    // an insertion between two texts belongs to the one before
    const from = 'from' in first || length || !start ? first : segmentAt(start - 1);
    const last = length ? segmentAt(start + length - 1) : from;
    if (!('from' in from) || !('from' in last)) return undefined;
    const userStart = from.from + start - from.at;
    const userEnd = last.from + start + length - last.at;
    return userEnd < userStart ? undefined : { start: userStart, length: userEnd - userStart };
  }

  /** Where the names that callers see are declared, of each overload. */
  function visibleNames(): VisibleName[] {
    const all: VisibleName[] = [];
    for (const s of segments) {
      if ('from' in s) continue;
      const inserted = virtual.text.slice(s.at, s.at + s.length);
      const name = text.slice(s.anchor.start, s.anchor.end);
      const isDeclared = declared.some(
        ({ visible }) => visible === name && (inserted === name || inserted.endsWith(`declare function ${name}`)),
      );
      // `f` stands for the anchor elsewhere, too; the first is the declaration
      if (isDeclared && !all.some(({ user }) => user.start === s.anchor.start))
        all.push({ at: s.at + s.length - name.length, user: s.anchor });
    }
    return all;
  }
}
