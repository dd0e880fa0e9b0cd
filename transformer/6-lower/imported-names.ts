/** Phase 6, lower: error classes and constants that the file does not name. Both of its modules import them, and tell the runtime. */
import type ts from 'typescript';
import { judgedMark } from '../syntax/task-nodes';
import type { Imported } from '../types';

export class ImportedNames {
  /** Of each module, the name of its namespace. */
  readonly modules = new Map<string, ts.Identifier>();

  constructor(
    readonly factory: ts.NodeFactory,
    all: readonly Imported[],
  ) {
    for (const { specifier } of all)
      if (!this.modules.has(specifier)) this.modules.set(specifier, factory.createUniqueName('imported'));
  }

  // produces: "./errors.js#AppError": imported_1.AppError
  /** By a key that both sides have. */
  properties(names: readonly Imported[]): ts.PropertyAssignment[] {
    const { factory } = this;
    return names.map(({ specifier, name, isJudged }) =>
      factory.createPropertyAssignment(
        factory.createStringLiteral(`${isJudged ? judgedMark : ''}${specifier}#${name}`),
        this.#member(this.modules.get(specifier)!, name),
      ),
    );
  }

  // produces: (imported_1.default || imported_1).SqliteError, since what a CommonJS module is, is its default in an ES module alone
  #member(module: ts.Identifier, name: string): ts.Expression {
    const { factory } = this;
    const [first, second] = name.split('.');
    const member = factory.createPropertyAccessExpression(module, first!);
    if (second === undefined) return member;
    const either = factory.createLogicalOr(member, module);
    return factory.createPropertyAccessExpression(factory.createParenthesizedExpression(either), second);
  }
}
