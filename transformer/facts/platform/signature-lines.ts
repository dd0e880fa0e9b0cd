/**
 * Reads lines that say what functions do: those of `signatures.ts`, whose head explains the language, and those that
 * projects write of their packages. What can't be read is said with what to write instead.
 */

/** Kinds of objects that a function of the platform or of a package can make. */
const kinds = [
  'plain',
  'array',
  'map',
  'set',
  'promise',
  'iterator',
  'memory',
  'error',
  'opaque',
  /** A regular expression, whose place in what it searches is its state. */
  'pattern',
  /** New, and so is all that it holds: of `JSON.parse`, a copy. */
  'fresh',
] as const;
export type MadeByPlatform = (typeof kinds)[number];

export interface Place {
  readonly root: string;
  readonly path: readonly string[];
  /** As many arguments as it has elements. */
  readonly isSpread: boolean;
}

export type Effect =
  | {
      readonly do:
        | 'writes'
        | 'moves'
        | 'sticks'
        | 'keeps'
        | 'raises'
        | 'coerces'
        | 'inspects'
        | 'gets'
        | 'serialises'
        | 'hooks'
        | 'freezes'
        | 'gives'
        | 'asks frozen'
        | 'asks class'
        | 'asks place';
      readonly places: readonly Place[];
    }
  | {
      readonly do: 'flows' | 'copies' | 'puts' | 'inherits' | 'defines' | 'describes' | 'compares';
      readonly to: Place;
      readonly from: readonly Place[];
    }
  | { readonly do: 'makes'; readonly kind: MadeByPlatform }
  | { readonly do: 'throws'; readonly name: string }
  | { readonly do: 'calls'; readonly callee: Place; readonly args: readonly Place[]; readonly on: Place | undefined }
  | { readonly do: 'acts' | 'asks' | 'differs' | 'differs without arguments' | 'binds' | 'proxies' | 'listens' };

export type Signature = readonly Effect[];

/** An entry of a project that can't be read: as it stands there, why not, and what to write instead. */
export interface WrongLine {
  readonly name: string;
  readonly line: string;
  readonly why: string;
  readonly instead: string;
}

/** What a place can begin with. */
const roots = /^(?:\d+(?:\.\.)?|this|made|called|acc|initial|unknown|thrown|resolver|_|pair|group|all|step|settled)$/;

/** Caught where a project's lines are looked at; of our own it is a bug. */
class Unreadable extends Error {
  constructor(
    readonly why: string,
    readonly instead: string,
  ) {
    super(`${why}. ${instead}`);
  }
}

/** All that can't be read in what a project says of its packages. */
export function wrongLines(own: Readonly<Record<string, string>>): readonly WrongLine[] {
  return Object.entries(own).flatMap(([name, line]) => {
    try {
      checkName(name);
      readLine(line);
      return [];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [{ name, line, why: error.why, instead: error.instead }];
    }
  });
}

/** `my-lib`, `@mine/lib#Table.sort`, `new my-lib#Table`. */
function checkName(name: string): void {
  if (!/^(?:new (?=[^#]+#))?[^.#()\s][^#()\s]*(?:#(?:[^.#()\s]+(?:\.[^.#()\s]+)*)?)?$/.test(name))
    throw new Unreadable(
      `that is no name of a package's`,
      `Write 'my-lib', 'my-lib#sortRows', 'my-lib#Table.sort', or 'new my-lib#Table' for a class as it is constructed.`,
    );
}

export function readLine(line: string): Signature {
  if (!line.trim()) return [];
  const texts = line.trim().replace(/;$/, '').split(';');
  const effects = texts.map((text) => readEffect(text.trim()));
  checkSources(effects);
  return effects;
}

function readEffect(text: string): Effect {
  if (!text)
    throw new Unreadable('nothing stands before a semicolon', 'Write an effect there, or take the semicolon away.');
  const flow = /^([^=]*)=(.*)$/.exec(text);
  if (flow) return { do: 'flows', to: target(flow[1]!.trim()), from: places(flow[2]!) };
  const verb = /^\S+/.exec(text)![0];
  const rest = text.slice(verb.length).trim();
  switch (verb) {
    case 'makes': {
      const kind = kinds.find((each) => each === rest);
      if (kind) return { do: verb, kind };
      const all = `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
      throw new Unreadable(`'${rest}' is no kind of object`, `Write 'makes' with one of ${all}.`);
    }
    case 'throws':
      if (/^[$\w.]+$/.test(rest)) return { do: verb, name: rest };
      throw new Unreadable(`'${rest}' is no name of a class`, `Write one behind it: 'throws ParseError'.`);
    case 'calls':
    case 'invokes':
      return readCall(verb, rest);
    case 'copies':
    case 'inherits':
    case 'puts':
    case 'defines':
    case 'describes':
    case 'compares': {
      const [, to, from] = /^(\S+)\s+(.+)$/.exec(rest) ?? [];
      if (to && from) return { do: verb, to: object(to), from: objects(from) };
      throw new Unreadable(`'${verb}' is said of no second place`, `Write both: '${verb} 0 1'.`);
    }
    case 'differs':
      if (rest === 'without arguments') return { do: 'differs without arguments' };
      return alone(verb, rest);
    case 'asks': {
      const [, what, of] = /^(frozen|class|place)\s+(.+)$/.exec(rest) ?? [];
      return what && of
        ? { do: `asks ${what as 'frozen' | 'class' | 'place'}`, places: objects(of) }
        : alone(verb, rest);
    }
    case 'acts':
    case 'binds':
    case 'proxies':
    case 'listens':
      return alone(verb, rest);
    case 'writes':
    case 'moves':
    case 'sticks':
    case 'keeps':
    case 'raises':
    case 'coerces':
    case 'inspects':
    case 'gets':
    case 'serialises':
    case 'hooks':
    case 'freezes':
    case 'gives':
      if (rest) return { do: verb, places: objects(rest) };
      throw new Unreadable(`'${verb}' is said of no place`, `Write one behind it: '${verb} 0'.`);
    default:
      throw new Unreadable(
        `'${text}' is nothing that is known of functions`,
        `Write 'writes', 'keeps', 'gives', 'makes', 'calls', 'acts' or 'differs', or a flow such as 'made.name = 0'.`,
      );
  }
}

function alone<V extends 'acts' | 'asks' | 'binds' | 'proxies' | 'differs' | 'listens'>(
  verb: V,
  rest: string,
): { readonly do: V } {
  if (rest) throw new Unreadable(`nothing can stand behind '${verb}'`, `Write '${verb}'.`);
  return { do: verb };
}

/** `0(1, 2)`, `this(1..) on 0` */
function readCall(verb: string, text: string): Effect {
  const [, callee, args, on] = /^([^(]+)\(([^)]*)\)(?:\s*on\s(.+))?$/.exec(text) ?? [];
  if (callee === undefined || args === undefined)
    throw new Unreadable(
      `'${verb} ${text}' does not say with what`,
      `Write what it is called with in parentheses: 'calls 0(1, 2)', 'calls 0()', 'calls 0(1) on this'.`,
    );
  return {
    do: 'calls',
    callee: object(callee.trim()),
    args: args.trim() ? args.split(',').map((each) => argument(each.trim())) : [],
    on: on === undefined ? undefined : object(on.trim()),
  };
}

/** What a flow goes to. */
function target(text: string): Place {
  const to = object(text);
  if (to.root === 'acc' ? !to.path.length : to.path.length) return to;
  if (to.root === 'acc')
    throw new Unreadable(`'acc' is what is handed from call to call, and has no members`, `Write 'acc = 0'.`);
  throw new Unreadable(
    `'${text}' itself can't become something else`,
    `Write '${text}.*' for its elements, or '${text}.name' for a member.`,
  );
}

const places = (text: string): Place[] => text.split(',').map((each) => place(each.trim()));
const objects = (text: string): Place[] => text.split(',').map((each) => object(each.trim()));

/** `2.*...` is as many as it has elements. */
function argument(text: string): Place {
  return text.endsWith('...') ? { ...place(text.slice(0, -3)), isSpread: true } : place(text);
}

/** A place where an object is, or may be. */
function object(text: string): Place {
  const found = place(text);
  if (found.root === '_') throw primitive();
  return found;
}

function place(text: string): Place {
  const [, root, path] = /^(\d+\.\.|[$\w]+)((?:\.(?:[*?]|[$\w]+))*)$/.exec(text) ?? [];
  if (root === undefined || path === undefined || !roots.test(root))
    throw new Unreadable(
      `'${text}' is no place`,
      `Write 'this', '0' for the first argument, '1..' for all from the second on, '0.*' for elements or '0.name' for a member.`,
    );
  if (root === '_' && path) throw primitive();
  return { root, path: path.split('.').filter(Boolean), isSpread: false };
}

const primitive = () =>
  new Unreadable(`'_' is a primitive`, `Write it only for what a function is called with, and behind '='.`);

/** What a line speaks of, something else in it must have given. */
function checkSources(effects: Signature): void {
  const used = new Set(effects.flatMap(placesOf).map(({ root }) => root));
  const made = effects.filter((each) => each.do === 'makes').length;
  if (made > 1) throw new Unreadable('it makes two objects', `Write 'makes' once: what else it holds is 'unknown'.`);
  if (used.has('made') && !made) throw new Unreadable(`nothing makes 'made'`, `Write 'makes plain' beside it.`);
  if (used.has('called') && !effects.some((each) => each.do === 'calls'))
    throw new Unreadable(`nothing gives 'called'`, `Write what is called beside it: 'calls 0()'.`);
  if (used.has('acc') && !effects.some((each) => each.do === 'flows' && each.to.root === 'acc'))
    throw new Unreadable(`nothing gives 'acc'`, `Write what it is at first beside it: 'acc = 0'.`);
}

function placesOf(effect: Effect): readonly Place[] {
  if ('places' in effect) return effect.places;
  if ('from' in effect) return [effect.to, ...effect.from];
  if (effect.do === 'calls') return [effect.callee, ...effect.args, ...(effect.on ? [effect.on] : [])];
  return [];
}
