/**
 * Faults that a slicer can have, each as a change to the compiled transformer: what is found once in the file, and what
 * takes its place.
 * @type {{ name: string, file: string, find: string, put: string }[]}
 */
export const faults = [
  // references: what is seen of the text
  {
    name: 'defaults of parameters are not followed',
    file: 'facts/names/references.js',
    find: '        ts.forEachChild(n, walk);\n    };\n    walk(node);',
    put: '        ts.forEachChild(n, (c) => (ts.isParameter(n) && c === n.initializer ? undefined : walk(c)));\n    };\n    walk(node);',
  },
  {
    name: 'defaults in patterns are not followed',
    file: 'facts/names/references.js',
    find: 'return parent.initializer === id;',
    put: 'return false;',
  },
  {
    name: 'shorthand properties are taken for names of properties',
    file: 'facts/names/references.js',
    find: '        case ts.SyntaxKind.ShorthandPropertyAssignment:\n        case ts.SyntaxKind.ExportAssignment:\n            return true;',
    put: '        case ts.SyntaxKind.ShorthandPropertyAssignment:\n            return false;\n        case ts.SyntaxKind.ExportAssignment:\n            return true;',
  },
  {
    name: 'base classes are not followed',
    file: 'facts/names/references.js',
    find: 'clause.token === ts.SyntaxKind.ExtendsKeyword &&',
    put: 'clause.token === ts.SyntaxKind.ImplementsKeyword &&',
  },
  {
    name: 'computed names are not followed',
    file: 'facts/names/references.js',
    find: '            ts.isTypeParameterDeclaration(n))\n            return;\n        ts.forEachChild(n, walk);',
    put: '            ts.isTypeParameterDeclaration(n) || ts.isComputedPropertyName(n))\n            return;\n        ts.forEachChild(n, walk);',
  },
  {
    name: 'the tag of a template is not followed',
    file: 'facts/names/references.js',
    find: '            ts.isTypeParameterDeclaration(n))\n            return;\n        ts.forEachChild(n, walk);',
    put: '            ts.isTypeParameterDeclaration(n))\n            return;\n        if (ts.isTaggedTemplateExpression(n))\n            return walk(n.template);\n        ts.forEachChild(n, walk);',
  },
  {
    name: 'fields of classes are not followed',
    file: 'facts/names/references.js',
    find: '            ts.isTypeParameterDeclaration(n))\n            return;\n        ts.forEachChild(n, walk);',
    put: '            ts.isTypeParameterDeclaration(n) || (ts.isPropertyDeclaration(n) && !n.modifiers))\n            return;\n        ts.forEachChild(n, walk);',
  },
  {
    name: 'catch blocks are not followed',
    file: 'facts/names/references.js',
    find: '            ts.isTypeParameterDeclaration(n))\n            return;\n        ts.forEachChild(n, walk);',
    put: '            ts.isTypeParameterDeclaration(n) || ts.isCatchClause(n))\n            return;\n        ts.forEachChild(n, walk);',
  },
  {
    name: '++ is no write',
    file: 'syntax/nodes.js',
    find: 'return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;',
    put: 'return false;',
  },
  {
    name: 'compound assignment is no write',
    file: 'syntax/nodes.js',
    find: 'kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment',
    put: 'kind === ts.SyntaxKind.EqualsToken',
  },
  {
    name: 'delete is no write',
    file: 'syntax/nodes.js',
    find: '    if (ts.isDeleteExpression(parent))\n        return true;\n',
    put: '',
  },
  {
    name: 'a loop is no write',
    file: 'syntax/nodes.js',
    find: '        return parent.initializer === node;\n    //',
    put: '        return false;\n    //',
  },
  {
    name: 'destructuring is no write',
    file: 'syntax/nodes.js',
    find: 'return parent.initializer === node && isTarget(ts, parent.parent);',
    put: 'return false;',
  },
  {
    name: 'push is no write',
    file: 'facts/platform/functions.js',
    find: "[array, 'push unshift', 'changes its object', 'stores its arguments'],",
    put: "[array, 'push', 'stores its arguments'],\n    [array, 'unshift', 'changes its object', 'stores its arguments'],",
  },
  {
    name: 'Object.assign is no write',
    file: 'facts/platform/signatures.js',
    find: "'assign', 'puts 0 1..; gives 0'",
    put: "'assign', 'gives 0'",
  },
  // closures: what a function takes along
  {
    name: 'a name declared anywhere inside is taken for local everywhere',
    file: '5-slice/closures.js',
    find: '        const declarations = types.declarationsOf(id);\n        if (!declarations.length ||',
    put: '        let declares = false;\n        (function look(n) { if (ts.isVariableDeclaration(n) && n.name.text === id.text && n.name !== id && n !== scope) declares = true; ts.forEachChild(n, look); })(scope);\n        if (declares) return;\n        const declarations = types.declarationsOf(id);\n        if (!declarations.length ||',
  },
  {
    name: 'of merged declarations only the first is taken',
    file: '5-slice/closures.js',
    find: '        for (const declaration of outside) {',
    put: '        for (const declaration of outside.slice(0, 1)) {',
  },
  {
    name: 'of merged declarations only the last is taken',
    file: '5-slice/closures.js',
    find: '        for (const declaration of outside) {',
    put: '        for (const declaration of outside.slice(-1)) {',
  },
  {
    name: 'what a copied unit needs is not followed',
    file: '5-slice/closures.js',
    find: '        closure.units.add(kept);\n        this.#visit(kept, kept);',
    put: '        closure.units.add(kept);\n        if (!ts.isVariableDeclaration(kept))\n            this.#visit(kept, kept);',
  },
  {
    name: 'statements that set something up are not taken along',
    file: '5-slice/closures.js',
    find: 'for (const statement of this.setUps.of.get(kept) ?? [])',
    put: 'for (const statement of [])',
  },
  {
    name: 'error classes are not told to the runtime',
    file: '5-slice/closures.js',
    find: 'closure.classes.set(id.text, id);\n        // `for (var',
    put: ';\n        // `for (var',
  },
  {
    name: 'a local function is not followed',
    file: '5-slice/closures.js',
    find: '                this.#visit(variable, variable);\n',
    put: '',
  },
  {
    name: 'of two captured names one is lost',
    file: '5-slice/closures.js',
    find: 'if (!closure.captures.has(id.text))',
    put: 'if (!closure.captures.size)',
  },
  {
    name: 'writes to captures are allowed',
    file: '5-slice/closures.js',
    find: "if ((0, access_1.accessOf)(ts, types, id) !== 'read') {",
    put: 'if (false) {',
  },
  // slice and slice-checks: bodies and state
  {
    name: 'imports of one of several functions are lost',
    file: '5-slice/5-slice.js',
    find: 'closure.imports.forEach((i) => result.imports.add(i));',
    put: 'if (!result.imports.size) closure.imports.forEach((i) => result.imports.add(i));',
  },
  {
    name: 'writes to parameters are allowed',
    file: '5-slice/checks/changes.js',
    find: 'for (const write of [...facts.inputs]',
    put: 'for (const write of [...[]]',
  },
  {
    name: 'what helpers change of what they are given is not seen',
    file: 'facts/flow/points-to.js',
    find: 'given.to(this.slot(instance, slot));',
    put: 'void slot;',
  },
  {
    name: 'what is put into an object is not in it',
    file: 'facts/flow/points-to.js',
    find: 'value.to(this.member(object, member));\n        if (object.escaped)',
    put: 'if (object.escaped)',
  },
  {
    name: 'elements of what is iterated are nothing',
    file: 'facts/flow/points-to.js',
    find: 'this.elements(at(step.from), causeAt(step.access.node), step.stops).to(at(step.to));',
    put: '',
  },
  {
    name: 'what a function gives is nothing',
    file: 'facts/flow/points-to.js',
    find: 'this.slot(instance, instructions_1.RESULT).to(call.result);',
    put: '',
  },
  {
    name: 'an unknown function changes nothing',
    file: 'facts/flow/points-to.js',
    find: "this.note(object, undefined, 'write', false, cause);\n        // its parts",
    put: '// its parts',
  },
  {
    name: 'what the caller does to state is not seen',
    file: 'facts/flow/flow.js',
    find: "const theirs = on('caller', 'any');\n        const ours",
    put: 'const theirs = [];\n        const ours',
  },
  {
    name: 'uses of a whole and of its member do not meet',
    file: 'facts/flow/flow.js',
    find: 'return isOfAny(a) || isOfAny(b) || a.member',
    put: 'return a.member',
  },
  {
    name: 'methods of classes have no this',
    file: 'facts/flow/points-to.js',
    find: 'call.self.to(this.slot(instance, instructions_1.SELF));',
    put: ';',
  },
  {
    name: 'variables of modules hold nothing',
    file: 'facts/flow/points-to.js',
    find: "from.to(this.member(cell, '$value'));",
    put: '',
  },
  {
    name: 'circles are not warned of',
    file: 'facts/names/loaded-modules.js',
    find: '        if (from === file)\n            return [];',
    put: '',
  },
  // lowering: the worker module
  {
    name: 'of several declarators only the last is kept',
    file: '6-lower/worker.js',
    find: '.filter((d) => this.slice.units.has(d));\n        if (!declarations.length)',
    put: '.filter((d) => this.slice.units.has(d)).slice(-1);\n        if (!declarations.length)',
  },
  {
    name: 'the initialiser of a second declarator is lost',
    file: '6-lower/worker.js',
    find: 'factory.updateVariableDeclarationList(statement.declarationList, declarations)),',
    put: 'factory.createVariableDeclarationList(declarations.map((d) => factory.createVariableDeclaration(d.name, undefined, undefined, d === original.declarationList.declarations[0] ? d.initializer : factory.createNumericLiteral(0))), statement.declarationList.flags)),',
  },
  {
    name: 'static blocks are lost',
    file: '6-lower/worker.js',
    find: 'return slice.units.has(original) ? [statement] : [];\n        });',
    put: 'if (!slice.units.has(original)) return [];\n            return [ts.isClassDeclaration(statement) ? this.factory.updateClassDeclaration(statement, statement.modifiers, statement.name, statement.typeParameters, statement.heritageClauses, statement.members.filter((m) => !ts.isClassStaticBlockDeclaration(m))) : statement];\n        });',
  },
  {
    name: 'variables come after what uses them',
    file: '6-lower/worker.js',
    find: 'return file.statements.flatMap((statement) => {',
    put: 'return [...file.statements].sort((a, b) => Number(ts.isVariableStatement(a)) - Number(ts.isVariableStatement(b))).flatMap((statement) => {',
  },
  {
    name: 'functions are not hoisted',
    file: '6-lower/worker.js',
    find: 'return slice.units.has(original) ? [statement] : [];\n        });',
    put: 'if (!slice.units.has(original)) return [];\n            return [ts.isFunctionDeclaration(statement) && statement.body && statement.name ? this.factory.createVariableStatement(undefined, this.factory.createVariableDeclarationList([this.factory.createVariableDeclaration(statement.name, undefined, undefined, this.factory.createFunctionExpression(undefined, statement.asteriskToken, statement.name, undefined, statement.parameters, undefined, statement.body))], ts.NodeFlags.Const)) : statement];\n        });',
  },
  {
    name: 'renamed imports lose what they were called',
    file: '6-lower/worker.js',
    find: 'named.elements.filter((e) => used.has(e)))',
    put: 'named.elements.filter((e) => used.has(e)).map((e) => factory.createImportSpecifier(false, undefined, e.name)))',
  },
  {
    name: 'default imports are lost beside named ones',
    file: '6-lower/worker.js',
    find: 'used.has(clause) ? clause.name : undefined, bindings)',
    put: 'used.has(clause) && !bindings ? clause.name : undefined, bindings)',
  },
  {
    name: 'stubs in workers are not tied to their functions',
    file: '6-lower/worker.js',
    find: '            ...early,\n',
    put: '',
  },
  // lowering: stubs and definitions
  {
    name: 'the class of a static method is lost',
    file: '6-lower/parts.js',
    find: 'const whole = owner\n',
    put: "const whole = owner === 'instanceOf'\n",
  },
  {
    name: 'stubs pass on what the signature names',
    file: '6-lower/stubs.js',
    find: "                factory.createThis(),\n                factory.createIdentifier('arguments'),",
    put: "                factory.createThis(),\n                factory.createArrayLiteralExpression([0, 1].map((i) => factory.createElementAccessExpression(factory.createIdentifier('arguments'), i))),",
  },
  {
    name: 'captures are read once',
    file: '6-lower/definition.js',
    find: "property('captures', thunk(factory, valuesByName(factory, captures)))",
    put: "property('captures', factory.createCallExpression(factory.createPropertyAccessExpression(factory.createParenthesizedExpression(factory.createArrowFunction(undefined, undefined, [factory.createParameterDeclaration(undefined, undefined, 'once')], undefined, undefined, factory.createArrowFunction(undefined, undefined, [], undefined, undefined, factory.createIdentifier('once')))), 'call'), undefined, [factory.createNull(), valuesByName(factory, captures)]))",
  },
  {
    name: 'an instance comes without its fields',
    file: '6-lower/entry.js',
    find: "'setPrototypeOf'), fields, prototype())",
    put: "'create'), prototype())",
  },
  {
    name: 'local functions are copied in another order',
    file: '6-lower/entry.js',
    find: 'sort((a, b) => a.pos - b.pos)',
    put: 'sort((a, b) => b.pos - a.pos)',
  },
  {
    name: 'main modules do not tie stubs to their functions',
    file: '6-lower/main.js',
    find: '            ...early,\n            ...statements.slice(afterImports),',
    put: '            ...statements.slice(afterImports),',
  },
];
