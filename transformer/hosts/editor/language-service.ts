/**
 * The language service that the editor asks. What is about types is answered with those of the virtual texts, what is
 * about text alone, and all of a project without marks, by the one that was there.
 */
import type ts from 'typescript';
import { createDiagnosing } from './diagnosing';
import { createFixing } from './fixing';
import { createHints } from './hints';
import { createNavigation } from './navigation';
import { createTyping } from './typing';
import { createViews, type View, type ViewInput } from './view';

type Method = (...args: unknown[]) => unknown;

export function createLanguageService(input: ViewInput): ts.LanguageService {
  const { ts, plain, log } = input;
  const views = createViews(input);
  let current!: View;
  const view = () => current;
  const own: Partial<ts.LanguageService> = {
    ...createDiagnosing(view),
    ...createTyping(view, plain),
    ...createNavigation(view, plain),
    ...createFixing(ts, view, plain),
    ...createHints(view),
  };
  const decorated: Record<string, Method> = {};
  for (const [name, method] of Object.entries(plain as unknown as Record<string, Method>)) {
    const ours = (own as Record<string, Method | undefined>)[name];
    decorated[name] = ours ? guarded(name, ours, method) : (...args) => method.apply(plain, args);
  }
  decorated['dispose'] = () => {
    views.dispose();
    plain.dispose();
  };
  return decorated as unknown as ts.LanguageService;

  /** Whatever goes wrong in ours, the editor gets the plain answer. */
  function guarded(name: string, ours: Method, method: Method): Method {
    return (...args) => {
      try {
        const found = views.current();
        if (found) {
          current = found;
          return ours(...args);
        }
      } catch (error) {
        if (error instanceof ts.OperationCanceledException) throw error;
        log(error instanceof Error ? `${name}: ${error.stack}` : `${name}: ${error}`);
      }
      return method.apply(plain, args);
    };
  }
}
