/** Phase 6, lower: what a stub is made of, and where it stands in the user's text. */
import type ts from 'typescript';
import { firstOf } from '../syntax/task-nodes';
import type { Task, TypeScript } from '../types';
import type { Site } from './definition';

/** Makes pieces of stubs, with the runtime by one name in all. */
export class Stubs {
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  readonly runtime: ts.Identifier;

  constructor(
    readonly site: Site,
    readonly factory: ts.NodeFactory,
  ) {
    this.ts = site.ts;
    this.file = site.analysis.file;
    this.runtime = factory.createUniqueName('unsync');
  }

  uniqueName(text: string): ts.Identifier {
    const { ts } = this;
    return this.factory.createUniqueName(
      text,
      ts.GeneratedIdentifierFlags.Optimistic | ts.GeneratedIdentifierFlags.FileLevel,
    );
  }

  /** Not a generated name: for the default export of a CommonJS module, tsc generates one of its own. */
  unusedName(text: string): string {
    const { identifiers } = this.file as unknown as { identifiers: ReadonlyMap<string, string> };
    let i = 1;
    while (identifiers.has(`${text}_${i}`)) i++;
    return `${text}_${i}`;
  }

  member(name: string): ts.Expression {
    return this.factory.createPropertyAccessExpression(this.runtime, name);
  }

  // produces: return unsync_1.call(first_task, this, arguments);
  dispatch(defines: ts.Identifier): ts.Block {
    const { factory } = this;
    return factory.createBlock(
      [
        factory.createReturnStatement(
          factory.createCallExpression(this.member('call'), undefined, [
            defines,
            factory.createThis(),
            factory.createIdentifier('arguments'),
          ]),
        ),
      ],
      false,
    );
  }

  attach(stub: ts.Expression, defines: ts.Expression): ts.Statement {
    const { factory } = this;
    return factory.createExpressionStatement(
      factory.createCallExpression(this.member('attach'), undefined, [stub, defines]),
    );
  }

  /** As many parameters as give the stub the `length` of the function. */
  parametersOf(fn: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
    const { ts } = this;
    const parameters: ts.ParameterDeclaration[] = [];
    for (const p of fn.parameters) {
      if (p.initializer || p.dotDotDotToken) break;
      if (ts.isIdentifier(p.name) && p.name.text === 'this') continue;
      parameters.push(
        this.factory.createParameterDeclaration(
          undefined,
          undefined,
          ts.isIdentifier(p.name) ? p.name.text : `_${parameters.length}`,
        ),
      );
    }
    return parameters;
  }

  taskFunction(name: ts.Identifier, body: readonly ts.Statement[]): ts.Statement {
    const { factory } = this;
    return factory.createFunctionDeclaration(
      undefined,
      undefined,
      name,
      undefined,
      [],
      undefined,
      factory.createBlock(body, true),
    );
  }

  /** `{ default: fn }.default`: the function gets the name. */
  named(name: string, fn: ts.Expression): ts.Expression {
    const { factory } = this;
    return factory.createPropertyAccessExpression(
      factory.createObjectLiteralExpression([factory.createPropertyAssignment(name, fn)]),
      name,
    );
  }

  /** In the words that c8, Istanbul and Vitest have in common. */
  leaveOut(stub: ts.Node): void {
    const { ts } = this;
    if (this.site.isLoaded)
      ts.addSyntheticLeadingComment(stub, ts.SyntaxKind.MultiLineCommentTrivia, ' istanbul ignore next ', true);
  }

  namedAt(text: string, unit: Task): ts.Identifier {
    return this.ts.setTextRange(this.factory.createIdentifier(text), {
      pos: unit.mark.anchor.start,
      end: unit.mark.anchor.end,
    });
  }

  /** For V8's coverage: what it says of a function is mapped from its first token to its last. */
  endsAtUsersPlace({ body }: ts.FunctionDeclaration | ts.MethodDeclaration, { mark: { node } }: Task): void {
    const { ts } = this;
    ts.setTokenSourceMapRange(body!, ts.SyntaxKind.CloseBraceToken, { pos: node.end - 1, end: node.end });
  }

  /** Comments before and after the user's declaration, and its place in source maps. */
  atUsersPlace(node: ts.Node, { mark }: Task): void {
    this.ts.setTextRange(node, { pos: firstOf(mark).pos, end: mark.node.end });
  }
}
