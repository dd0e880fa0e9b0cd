/** What the runtime is told of each marked function: its `TaskDefinition`. */
import type ts from 'typescript';
import type { Analysis, Plan, TypeScript } from '../types';

/** What lowering a file needs to know beyond its analysis. */
export interface Site {
  readonly ts: TypeScript;
  readonly analysis: Analysis;
  /** The output is an ES module; otherwise CommonJS. */
  readonly esm: boolean;
  /** Base name of the file's own output, `math.js`. */
  readonly mainName: string;
  /** Base name of its worker module, `math.unsync.js`. */
  readonly workerName: string;
  /** The file as diagnostics of the runtime name it, `src/math.ts`. */
  readonly displayName: string;
}

/** `inWorker`: definitions name no worker module, since what is called there runs there. */
export function createDefinition(
  { ts, analysis, esm, workerName, displayName }: Site,
  factory: ts.NodeFactory,
  inWorker: boolean,
): (plan: Plan, inline: ts.Expression) => ts.ObjectLiteralExpression {
  return definition;

  // produces: { name: "first", at: "src/math.ts:4:17", kind: "cpu-bound", worker: new URL("./math.unsync.js", import.meta.url), key: "first", inline: first }
  function definition(plan: Plan, inline: ts.Expression): ts.ObjectLiteralExpression {
    const { line, character } = ts.getLineAndCharacterOfPosition(analysis.file, plan.span.start);
    const property = (name: string, value: ts.Expression) => factory.createPropertyAssignment(name, value);
    const properties = [
      property('name', factory.createStringLiteral(plan.name)),
      property('at', factory.createStringLiteral(`${displayName}:${line + 1}:${character + 1}`)),
      property('kind', factory.createStringLiteral(plan.classified.kind)),
    ];
    if (plan.offThread && !inWorker)
      properties.push(property('worker', workerLocation()), property('key', factory.createStringLiteral(plan.name)));
    properties.push(property('inline', inline));
    const errors = plan.errorClasses;
    if (plan.offThread && !inWorker && errors.size)
      properties.push(property('errors', thunk(factory, errorTable(factory, errors))));
    return factory.createObjectLiteralExpression(properties, true);
  }

  function workerLocation(): ts.Expression {
    const relative = factory.createStringLiteral(esm ? `./${workerName}` : `/${workerName}`);
    if (!esm)
      return factory.createBinaryExpression(factory.createIdentifier('__dirname'), ts.SyntaxKind.PlusToken, relative);
    const meta = factory.createMetaProperty(ts.SyntaxKind.ImportKeyword, factory.createIdentifier('meta'));
    return factory.createNewExpression(factory.createIdentifier('URL'), undefined, [
      relative,
      factory.createPropertyAccessExpression(meta, 'url'),
    ]);
  }
}

/** `() => (value)` */
export function thunk(factory: ts.NodeFactory, value: ts.Expression): ts.Expression {
  const body = factory.createParenthesizedExpression(value);
  return factory.createArrowFunction(undefined, undefined, [], undefined, undefined, body);
}

/** `{ ParseError, RangeError_1 }`, each by an identifier that names it in the file. */
export function errorTable(
  factory: ts.NodeFactory,
  errors: ReadonlyMap<string, ts.Identifier>,
): ts.ObjectLiteralExpression {
  return factory.createObjectLiteralExpression(
    [...errors].map(([name, id]) => factory.createPropertyAssignment(name, id)),
  );
}
