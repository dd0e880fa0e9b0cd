// The definition that compiled code has of each marked function.
import type { Kind } from './calls.js';

/** The compiler's account of a marked function. */
export interface TaskDefinition {
  /** 'computeSome', 'Image.resize': for errors and warnings. */
  readonly name: string;
  /** 'src/math.ts:5:17': where it is marked. */
  readonly at: string;
  readonly kind: Kind;
  /** The worker module, a URL or an absolute path. Without it, calls run on the caller's thread. */
  readonly worker?: string | { readonly href: string };
  /** Own property of the worker module's `__unsyncTasks`. */
  readonly key?: string;
  /** The plain function. */
  readonly inline: Function;
  /** The class whose static method this is, where the method uses `this`: a call on another object runs on the caller's thread. */
  readonly receiver?: unknown;
  /**
   * Reads the captured variables, by name, at the call; what it throws (a variable before its
   * declaration) the call rejects with. The entry of the worker module is then a factory:
   * `entry(environment)` gives, anew for each call, the function that gets the arguments.
   * Not together with `instanceOf`.
   */
  readonly captures?: () => Record<string, unknown>;
  /**
   * The class whose instance method this is. The fields of a direct instance travel as the
   * environment, as `captures` do; a call on anything else runs on the caller's thread.
   */
  readonly instanceOf?: Function;
  /** It is a generator, of either sort: a call gives a stream of its values. */
  readonly stream?: true;
  /**
   * Which functions among the arguments may stay on the caller's thread and be called from the
   * other, by path, '0' or '1.onProgress': without an answer, or with a promise that is awaited.
   */
  readonly callbacks?: Record<string, 'call' | 'await'>;
  /** Names of the parameters, for errors. */
  readonly parameters?: readonly string[];
  /** By their types, arguments and results hold nothing but primitives and arrays of them. */
  readonly plain?: true;
  /**
   * Where in its result stands memory that nothing else holds once it has returned, so that it is moved to the
   * caller: '' is the result, 'tiles.*.pixels' is in it, '*' being every member.
   */
  readonly fresh?: readonly string[];
  /**
   * What it may change of what its caller has, so that this is given back: parameters by number, '0', or '2+' from there
   * on, captured variables by name, '.rows', and 'this'. Empty where nothing is changed, and its result may hold what
   * it was given: then that is the caller's own.
   */
  readonly tracked?: readonly string[];
  /** That what it changes is lost is meant: nothing of that is compared. */
  readonly untracked?: true;
  /** Codes of what the build has warned of, and what no run can compare: in check mode, its calls are rejected. */
  readonly warned?: readonly string[];
  /** It touches nothing but what it is given, and asks for no clock and no chance: check mode runs it here, too, and compares. */
  readonly repeatable?: true;
  /** It may be run twice: only then is a call made again when the machine that it ran on is gone. */
  readonly idempotent?: boolean;
  /** Classes that both sides have, by the key that the worker module's `__unsyncClasses` has for each; asked only when an instance or an error crosses. Where the key begins with '~', the build has seen only declarations of it. */
  readonly classes?: () => Record<string, Function>;
  /**
   * Constants of modules that both sides have, and that neither changes once they are loaded, by the key that the worker
   * module's `__unsyncConstants` has for each: objects, and classes for what their static fields hold. These, and the
   * objects in them, cross by number, so that each side has its own; asked only when something crosses that is no primitive.
   */
  readonly constants?: () => Record<string, unknown>;
}
