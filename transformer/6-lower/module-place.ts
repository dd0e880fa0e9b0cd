/**
 * Phase 6, lower: where a worker module says that it is. The module is its worker module's own, except for its name,
 * which stays that of the module that was written.
 */
import type ts from 'typescript';
import type { Slice, TypeScript } from '../types';
import type { Placement, Site } from './definition';

/** Makes what a worker module knows of its own place agree with what its main module knows. */
export class ModulePlace {
  readonly ts: TypeScript;
  readonly factory: ts.NodeFactory;
  readonly names: Placement['names'];
  readonly takesMetaWhole: boolean;

  constructor(
    readonly site: Site,
    readonly slice: Slice,
    readonly context: ts.TransformationContext,
    statements: readonly ts.Statement[],
  ) {
    this.ts = site.ts;
    this.factory = context.factory;
    this.names = site.placement.names;
    const takes = (n: ts.Node): boolean =>
      !!this.#metaProperty(n).isWhole || !!this.ts.forEachChild(n, (child) => takes(child) || undefined);
    this.takesMetaWhole = statements.some(takes);
  }

  keep(module: ts.SourceFile): ts.SourceFile {
    if (this.takesMetaWhole) return module;
    return this.ts.visitEachChild(module, (node) => this.#keepsPlace(node), this.context);
  }

  // produces: import.meta.url = import.meta.url.slice(0, -14) + "math.js"; where import.meta is used as a whole;
  //           __filename = __filename.slice(0, -14) + "math.js"; which is a variable of the module, however it is used
  set(): ts.Statement[] {
    const { factory } = this;
    if (!this.names) return [];
    const set = (make: () => ts.Expression, name: 'url' | 'filename') =>
      factory.createExpressionStatement(factory.createAssignment(make(), this.#ofMain(make(), name)));
    if (!this.site.esm)
      return this.slice.globals.has('__filename')
        ? [set(() => factory.createIdentifier('__filename'), 'filename')]
        : [];
    if (!this.takesMetaWhole) return [];
    const meta = () =>
      factory.createMetaProperty(this.ts.SyntaxKind.ImportKeyword, factory.createIdentifier('meta')) as ts.Expression;
    return (['url', 'filename'] as const).map((name) =>
      set(() => factory.createPropertyAccessExpression(meta(), name), name),
    );
  }

  // given:    import.meta.url, import.meta.filename
  // produces: import.meta.url.slice(0, -14) + "math.js", and so on
  #keepsPlace(node: ts.Node): ts.Node {
    const { nameOf } = this.names ? this.#metaProperty(node) : {};
    if (!nameOf) return this.ts.visitEachChild(node, (node) => this.#keepsPlace(node), this.context);
    return this.factory.createParenthesizedExpression(this.#ofMain(node as ts.Expression, nameOf));
  }

  /** `nameOf`: which name of the module a node is; `isWhole`: it is `import.meta`, and not just to read a member. */
  #metaProperty(node: ts.Node): { nameOf?: 'url' | 'filename'; isWhole?: boolean } {
    const { ts } = this;
    if (ts.isPropertyAccessExpression(node) && this.#isImportMeta(node.expression))
      return node.name.text === 'url' || node.name.text === 'filename' ? { nameOf: node.name.text } : {};
    const { parent } = ts.getOriginalNode(node);
    return { isWhole: this.#isImportMeta(node) && !(parent && ts.isPropertyAccessExpression(parent)) };
  }

  #isImportMeta(node: ts.Node): boolean {
    const { ts } = this;
    return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
  }

  #ofMain(workers: ts.Expression, name: 'url' | 'filename'): ts.Expression {
    const { factory, ts } = this;
    const { main, worker } = this.names![name];
    const length = factory.createPrefixUnaryExpression(
      ts.SyntaxKind.MinusToken,
      factory.createNumericLiteral(worker.length),
    );
    const slice0 = factory.createCallExpression(factory.createPropertyAccessExpression(workers, 'slice'), undefined, [
      factory.createNumericLiteral(0),
      length,
    ]);
    return factory.createBinaryExpression(slice0, ts.SyntaxKind.PlusToken, factory.createStringLiteral(main));
  }
}
