/** The `TaskDefinition` of each marked function, which the runtime is told. */
import type ts from 'typescript';
import type { ManifestTask } from '../../runtime/manifest';
import { isInstanceMethod, isUntracked } from '../syntax/task-nodes';
import type { Analysis, Environment, Plan, Slice, TypeScript } from '../types';
import type { ImportedNames } from './imported-names';
import { workerName } from './worker-name';

/** Where the two modules of a file are, as seen from each other. */
export interface Placement {
  /** The text of an expression that gives the worker module's place, in the main module: a URL or an absolute path. */
  location(isEsm: boolean): string;
  /** The ends of the main module's URL and file name, and of the worker module's; without, the place of each is its own. */
  readonly names?: Readonly<Record<'url' | 'filename', { readonly main: string; readonly worker: string }>>;
}

/** Side by side, as files. */
export function beside(mainName: string): Placement {
  const worker = workerName(mainName);
  return {
    location: (isEsm) =>
      isEsm
        ? `new URL(${JSON.stringify(`./${worker}`)}, import.meta.url)`
        : `__dirname + ${JSON.stringify(`/${worker}`)}`,
    names: {
      url: { main: encodeURIComponent(mainName), worker },
      filename: { main: mainName, worker },
    },
  };
}

/** Everything that lowering a file needs beyond its analysis. */
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
  readonly placement: Placement;
  /** Nothing is written: who loads it may count what runs, and is told what is not the user's. */
  readonly isLoaded: boolean;
}

/** Makes what the runtime and the manifest are told alike of a function that leaves its thread. */
export function taskOf({ ts, analysis, displayName }: Site, plan: Plan): ManifestTask {
  const { unit, name, span, classified, environment, crossings, stream, fresh, constants, idempotent } = plan;
  const { line, character } = ts.getLineAndCharacterOfPosition(analysis.file, span.start);
  const env = travelling(environment).size > 0 || isInstanceMethod(unit);
  return {
    name,
    at: `${displayName}:${line + 1}:${character + 1}`,
    kind: classified.kind as ManifestTask['kind'],
    ...(env && { env }),
    ...(stream && { stream }),
    ...(crossings?.plain && !env && !constants.length && { plain: true }),
    ...(fresh.length && { fresh }),
    ...(constants.length && { constants: true as const }),
    ...(idempotent && { idempotent }),
  };
}

/** `inWorker`: definitions name no worker module, since what is called there runs there. */
export function createDefinition(
  site: Site,
  factory: ts.NodeFactory,
  inWorker: boolean,
  imported: ImportedNames,
): (plan: Plan, inline: ts.Expression) => ts.ObjectLiteralExpression {
  const { esm, placement } = site;
  const property = (name: string, value: ts.Expression) => factory.createPropertyAssignment(name, value);
  const list = (texts: readonly string[]) =>
    factory.createArrayLiteralExpression(texts.map((each) => factory.createStringLiteral(each)));
  return definition;

  // produces: { name: "first", at: "src/math.ts:4:17", kind: "cpu-bound", worker: new URL("./math.unsync.js", import.meta.url), key: "first", inline: first }
  function definition(plan: Plan, inline: ts.Expression): ts.ObjectLiteralExpression {
    const told = taskOf(site, plan);
    const properties = [
      property('name', factory.createStringLiteral(plan.name)),
      property('at', factory.createStringLiteral(told.at)),
      property('kind', factory.createStringLiteral(told.kind)),
    ];
    const leaves = plan.offThread && !inWorker;
    if (leaves) properties.push(...away(plan, told));
    if (told.stream) properties.push(property('stream', factory.createTrue()));
    properties.push(property('inline', inline));
    if (leaves) properties.push(...tables(plan));
    return factory.createObjectLiteralExpression(properties, true);
  }

  /** Of a function that is called on another thread. */
  function away(plan: Plan, told: ManifestTask): ts.PropertyAssignment[] {
    const captures = travelling(plan.environment);
    const flag = (name: string, isSet: boolean | undefined) => (isSet ? [property(name, factory.createTrue())] : []);
    return [
      property('worker', workerLocation()),
      property('key', factory.createStringLiteral(plan.name)),
      ...(captures.size ? [property('captures', thunk(factory, valuesByName(factory, captures)))] : []),
      ...boundary(plan, told),
      ...flag('idempotent', told.idempotent),
      ...flag('repeatable', plan.repeatable),
      ...(plan.warned.length ? [property('warned', list(plan.warned))] : []),
      ...flag('untracked', isUntracked(plan.unit)),
    ];
  }

  // produces: classes: () => ({ ParseError: ParseError }), constants: () => ({ NONE: NONE })
  function tables({ classes, constants }: Plan): ts.PropertyAssignment[] {
    const { slice } = site.analysis;
    const table = (name: string, entries: readonly ts.ObjectLiteralElementLike[]) =>
      entries.length ? [property(name, thunk(factory, factory.createObjectLiteralExpression(entries)))] : [];
    const known = [...valuesByName(factory, classes).properties, ...imported.properties(slice?.errorClasses ?? [])];
    const own = slice && constants.length ? constantsOf(factory, slice.constants, imported) : [];
    return [...table('classes', known), ...table('constants', own)];
  }

  // produces: callbacks: { "1.onProgress": "call" }, plain: true or parameters: ["n", "options"], fresh: ["pixels"], and tracked: ["0"]
  function boundary({ callbacks, crossings, tracked }: Plan, { plain, fresh }: ManifestTask): ts.PropertyAssignment[] {
    const found: ts.PropertyAssignment[] = [];
    if (callbacks.size) {
      const text = (value: string) => factory.createStringLiteral(value);
      const entries = [...callbacks].map(([key, how]) => factory.createPropertyAssignment(text(key), text(how)));
      found.push(property('callbacks', factory.createObjectLiteralExpression(entries)));
    }
    const { parameters = [] } = crossings ?? {};
    if (plain) found.push(property('plain', factory.createTrue()));
    // for errors: of what can't cross, and of what was changed twice
    if (parameters.length && (!plain || tracked?.length)) found.push(property('parameters', list(parameters)));
    if (fresh) found.push(property('fresh', list(fresh)));
    if (tracked) found.push(property('tracked', list(tracked.map(({ given }) => given).sort())));
    return found;
  }

  // the emitter writes an identifier as it is
  function workerLocation(): ts.Expression {
    return factory.createIdentifier(placement.location(esm));
  }
}

/** The constants of all functions of a file: their order, which numbers go by, is the same in both of its modules. */
export function constantsOf(
  factory: ts.NodeFactory,
  { named, imported }: Slice['constants'],
  names: ImportedNames,
): ts.ObjectLiteralElementLike[] {
  return [...valuesByName(factory, named).properties, ...names.properties(imported)];
}

/** Variables whose values travel with each call, each with an identifier that reads it. */
export function travelling({ captures, state }: Environment): ReadonlyMap<string, ts.Identifier> {
  return new Map([...captures, ...state]);
}

/** The bindings of imports among names of classes that only types refer to. */
export function importsOf(ts: TypeScript, classes: ReadonlyMap<string, ts.Identifier>): ts.Node[] {
  return [...classes.values()].map((id) => id.parent).filter((n) => ts.isImportSpecifier(n) || ts.isImportClause(n));
}

/** `() => (value)` */
export function thunk(factory: ts.NodeFactory, value: ts.Expression): ts.Expression {
  const body = factory.createParenthesizedExpression(value);
  return factory.createArrowFunction(undefined, undefined, [], undefined, undefined, body);
}

/** `{ ParseError: ParseError }`, each by an identifier that names it in the file. */
export function valuesByName(
  factory: ts.NodeFactory,
  values: ReadonlyMap<string, ts.Identifier>,
): ts.ObjectLiteralExpression {
  return factory.createObjectLiteralExpression(
    [...values].map(([name, id]) => factory.createPropertyAssignment(keyOf(factory, name), id)),
  );
}

/** A name as the key of a table. */
export function keyOf(factory: ts.NodeFactory, name: string): ts.PropertyName {
  // as it stands, it would set the prototype of the table
  if (name === '__proto__') return factory.createComputedPropertyName(factory.createStringLiteral(name));
  return /^[\w$]+$/.test(name) ? factory.createIdentifier(name) : factory.createStringLiteral(name);
}
