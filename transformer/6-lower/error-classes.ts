/** Phase 6, lower: error classes that the file does not name. Both of its modules import them, and tell the runtime. */
import type ts from 'typescript';
import type { ErrorClass } from '../types';

export class ErrorClasses {
  /** Of each module, the name of its namespace. */
  readonly modules = new Map<string, ts.Identifier>();

  constructor(
    readonly factory: ts.NodeFactory,
    readonly all: readonly ErrorClass[],
  ) {
    for (const { specifier } of all)
      if (!this.modules.has(specifier)) this.modules.set(specifier, factory.createUniqueName('errors'));
  }

  // produces: "./errors.js#AppError": errors_1.AppError
  /** By a key that both sides have. */
  properties(): ts.PropertyAssignment[] {
    const { factory } = this;
    return this.all.map(({ specifier, name }) =>
      factory.createPropertyAssignment(
        factory.createStringLiteral(`${specifier}#${name}`),
        factory.createPropertyAccessExpression(this.modules.get(specifier)!, name),
      ),
    );
  }
}
