/** Which marked function a finding is about. */
import type ts from 'typescript';
import type { Plan, Problem, Span } from '../types';
import { firstOf } from './task-nodes';

/** The innermost in which it stands; else one that its chain leads to, or that it names; undefined where it is about the file. */
export function ownerOf(p: Problem, plans: readonly Plan[], file: ts.SourceFile): Plan | undefined {
  const inside = p.file === file ? plans.filter((plan) => stands(p.span, plan)) : [];
  if (inside.length) return inside.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
  return (
    plans.find((plan) => p.related.some((r) => r.file === file && stands(r.span, plan))) ??
    plans.find((plan) => p.message.includes(`'${plan.name}'`))
  );
}

function extentOf({ unit }: Plan): Span {
  if (!('mark' in unit)) return { start: unit.call.pos, end: unit.call.end };
  return { start: firstOf(unit.mark).pos, end: unit.mark.node.end };
}

function stands(span: Span, plan: Plan): boolean {
  const { start, end } = extentOf(plan);
  return start <= span.start && span.end <= end;
}

function sizeOf(plan: Plan): number {
  const { start, end } = extentOf(plan);
  return end - start;
}
