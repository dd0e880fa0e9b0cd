/** A project with marks as it is in the editor now: what answers are made of. */
import type ts from 'typescript';
import type { Options } from '../../options';
import type { TypeScript } from '../../types';
import { type Answers, createAnswers } from './answers';
import { createFindings, type Findings } from './findings';
import { createMarkedTexts, type MarkedText, type Side } from './marked-text';
import { createVirtualService } from './virtual-service';

export interface View {
  /** Of the user's text. */
  readonly program: ts.Program;
  /** The service of virtual texts: its places are those. It makes a program when it is asked for. */
  readonly virtual: ts.LanguageService;
  readonly texts: ReadonlyMap<string, MarkedText>;
  readonly answers: Answers;
  readonly findings: Findings;
  /** Nothing, for what the virtual text does not have. */
  toVirtual(fileName: string, position: number, side?: Side): number | undefined;
}

export interface ViewInput {
  readonly ts: TypeScript;
  readonly host: ts.LanguageServiceHost;
  readonly plain: ts.LanguageService;
  readonly options: Options;
  log(error: unknown): void;
}

/** The view of the project as it is; nothing, where it has no marks. */
export function createViews({ ts, host, plain, options, log }: ViewInput) {
  const textsOf = createMarkedTexts(ts, log);
  let service: ReturnType<typeof createVirtualService> | undefined;
  let last: { readonly program: ts.Program; readonly view: View | undefined } | undefined;
  return {
    current(): View | undefined {
      const program = plain.getProgram();
      if (!program) return undefined;
      if (last?.program !== program) last = { program, view: make(program) };
      return last.view;
    },
    dispose(): void {
      last = undefined;
      service?.service.dispose();
    },
  };

  function make(program: ts.Program): View | undefined {
    const texts = textsOf(program);
    if (!texts.size) return undefined;
    const virtual = (service ??= createVirtualService(ts, host));
    return {
      program,
      get virtual() {
        virtual.update(program, texts);
        return virtual.service;
      },
      texts,
      answers: createAnswers(texts),
      findings: createFindings({ ts, host, program, options }),
      toVirtual(fileName, position, side = 'after') {
        const text = texts.get(fileName);
        return text ? text.toVirtual(position, side) : position;
      },
    };
  }
}
