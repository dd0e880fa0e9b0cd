/** Phase 6, lower: what the table of a worker module holds for each function that is called through it. */
import type ts from 'typescript';
import type { Plan, Slice, Task, Unit, Wrapper } from '../types';
import type { Site } from './definition';
import type { Lowering } from './main';

export function createEntry(
  { ts }: Site,
  { factory }: ts.TransformationContext,
  slice: Slice,
  lowering: Lowering,
): (plan: Plan) => ts.Expression {
  return (plan) => {
    if (isScope(plan)) return inScope(plan);
    const entry = plainEntry(plan.unit);
    return plan.environment.state.size ? scopeOf(factory, plan, [factory.createReturnStatement(entry)]) : entry;
  };

  /** Holds where it is made anew for each call, in what stands around it. */
  function isScope({ unit, environment: { captures, locals } }: Plan): boolean {
    return 'mark' in unit ? unit.mark.nested : captures.size > 0 || locals.size > 0;
  }

  function plainEntry(unit: Task | Wrapper): ts.Expression {
    if (!('mark' in unit)) return argument(unit);
    const { form, localName } = unit.mark;
    switch (form) {
      case 'instance':
        return revived(unit);
      case 'static':
        return inlineOf(member(ownerOf(unit), unit.visible));
      case 'member':
      case 'function':
      case 'constant':
      case 'export':
        if (slice.stubbed.has(unit))
          return form === 'member' ? plainOf(unit) : inlineOf(factory.createIdentifier(unit.visible));
        return localName !== undefined ? factory.createIdentifier(localName) : plainOf(unit);
      default:
        return form satisfies never;
    }
  }

  function argument(unit: Wrapper): ts.Expression {
    return lowering.inner(unit.argument);
  }

  function plainOf(unit: Task): ts.Expression {
    return lowering.inner(unit.plainExpression ?? (unit.plain[0] as unknown as ts.Expression));
  }

  // given:    function outer(size) { const half = (n) => n / 2; /** @unsync */ function f(x) { return half(x) + size; } … }
  // produces: ({ size }) => { const half = (n) => n / 2; function f(x) { return half(x) + size; } return f; }
  // and calls that at once where nothing travels
  function inScope(plan: Plan): ts.Expression {
    const { unit, environment } = plan;
    const { locals } = environment;
    const around = [...locals].sort((a, b) => a.pos - b.pos).map(asStatement);
    const isStub = 'mark' in unit && locals.has(unit.hiddenNode as Unit);
    const body = [
      ...lowering.block(around),
      ...(isStub || !('mark' in unit) ? [] : statementsOf(unit)),
      factory.createReturnStatement(isStub ? inlineOf(factory.createIdentifier(unit.visible)) : functionOf(unit)),
    ];
    return scopeOf(factory, plan, body);
  }

  function statementsOf({ mark, plain, plainStatement }: Task): ts.Statement[] {
    if (mark.form === 'member') return [];
    return plainStatement ? [lowering.inner(plainStatement)] : (plain as unknown as ts.Statement[]).map(lowering.inner);
  }

  function functionOf(unit: Task | Wrapper): ts.Expression {
    if (!('mark' in unit)) return argument(unit);
    return unit.mark.form === 'member' ? plainOf(unit) : factory.createIdentifier(unit.mark.localName!);
  }

  // produces: (self) => Image.prototype.resize.inline.bind(Object.setPrototypeOf(self, Image.prototype))
  function revived(unit: Task): ts.Expression {
    const prototype = () => member(ownerOf(unit), 'prototype');
    const call = (callee: ts.Expression, ...args: ts.Expression[]) =>
      factory.createCallExpression(callee, undefined, args);
    const fields = factory.createUniqueName('self');
    // not assigned to another object: that would run setters, of `__proto__` too
    const self = call(member(factory.createIdentifier('Object'), 'setPrototypeOf'), fields, prototype());
    return factory.createArrowFunction(
      undefined,
      undefined,
      [factory.createParameterDeclaration(undefined, undefined, fields)],
      undefined,
      undefined,
      call(member(inlineOf(member(prototype(), unit.visible)), 'bind'), self),
    );
  }

  /** Of a statement that declares several things, only what is needed. */
  function asStatement(local: Unit): ts.Statement {
    if (!ts.isVariableDeclaration(local)) return local;
    const list = local.parent as ts.VariableDeclarationList;
    return factory.createVariableStatement(undefined, factory.createVariableDeclarationList([local], list.flags));
  }

  function ownerOf(unit: Task): ts.Expression {
    return factory.createIdentifier((unit.hiddenNode.parent as ts.ClassDeclaration).name!.text);
  }

  function inlineOf(stub: ts.Expression): ts.Expression {
    return member(stub, 'inline');
  }

  function member(of: ts.Expression, name: string): ts.Expression {
    return factory.createPropertyAccessExpression(of, name);
  }
}

/**
 * A function of what travels, or what it gives, where nothing does. Variables of the module are set to what travels:
 * `({ size, rate: rate_1 }) => { rate = rate_1; … }`. Of those calls, a thread runs one at a time.
 */
function scopeOf(factory: ts.NodeFactory, { environment }: Plan, body: readonly ts.Statement[]): ts.Expression {
  const { captures, state } = environment;
  const sets = [...state].map(([name, id]) => ({ name, id, value: factory.createUniqueName(name) }));
  const names = [
    ...[...captures.keys()].map((name) => factory.createBindingElement(undefined, undefined, name)),
    ...sets.map(({ name, value }) => factory.createBindingElement(undefined, name, value)),
  ];
  const pattern = factory.createObjectBindingPattern(names);
  const parameters = names.length ? [factory.createParameterDeclaration(undefined, undefined, pattern)] : [];
  const set = sets.map(({ id, value }) => factory.createExpressionStatement(factory.createAssignment(id, value)));
  const block = factory.createBlock([...set, ...body], true);
  const made = factory.createArrowFunction(undefined, undefined, parameters, undefined, undefined, block);
  if (names.length) return made;
  return factory.createCallExpression(factory.createParenthesizedExpression(made), undefined, []);
}
