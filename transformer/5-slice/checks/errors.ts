/** Errors that would not be the same on the other side: what they lose on their way, and which nobody catches; and calls of which nobody hears. */
import { problem } from '../../diagnostics';
import type { Facts } from '../../facts/flow/flow';
import { lineOf, relatedAt } from '../../syntax/positions';
import type { Plan, Problem, SliceInput } from '../../types';

export function checkErrors({ file }: SliceInput, { lostInErrors, caught, late }: Facts): Problem[] {
  const said = new Set<string>();
  const isNew = (plan: Plan, what: string) => !said.has(`${plan.name} ${what}`) && !!said.add(`${plan.name} ${what}`);
  const lost = lostInErrors
    .filter(({ plan, what }) => isNew(plan, what))
    .map(({ plan, node, what }) =>
      problem('errorLosesPart', file, plan.span, [plan.name, what], [relatedAt(node, 'It is made here.')]),
    );
  const uncaught = caught
    .filter(({ plan }) => isNew(plan, 'caught'))
    .map(({ plan, node }) =>
      problem('callbackThrows', file, plan.span, [plan.name], [relatedAt(node, 'It is called here.')]),
    );
  const tooLate = late.map(({ plan, node }) =>
    problem(
      'callbackTooLate',
      file,
      plan.span,
      [plan.name, `${lineOf(node)}`],
      [relatedAt(node, 'It is called here.')],
    ),
  );
  return [...lost, ...uncaught, ...tooLate];
}
