// Values on their way, and what a call knows of them. Types only.

/** Classes that both sides have, by key. */
export type Classes = () => Record<string, Function>;

/** Everything that a call knows of its values. */
export interface Context {
  readonly classes: Classes;
  /** Objects that both sides have, which go by number. */
  readonly constants?: Constants | undefined;
  /** By their types they hold nothing but primitives and arrays of them: no need to look. */
  readonly plain?: boolean | undefined;
  /** On the side that has it: keeps a function or a signal for as long as the call lasts, and gives what stands for it. */
  toHandle?(value: object, path: Path): Handle | undefined;
  /** On the other side: makes what acts for it. */
  fromHandle?(handle: Handle): unknown;
  /** Where identity is kept, on the side that answers. */
  readonly kept?: Kept | undefined;
  /** On the other side: the object with that number. */
  fromNumber?(number: number): object;
}

/** Of modules that both sides have. */
export interface Constants {
  numberOf(object: object): number | undefined;
  /** @throws Error where there is none */
  at(number: number): object;
}

/** What keeps its identity on the way back. */
export interface Kept {
  /** Of an object that came with the call. */
  numberOf(object: object): number | undefined;
  /** Of a buffer that came with the call: the number of a view of it, or -1, and where that begins here: on the other side it may begin elsewhere. */
  viewOf(buffer: ArrayBufferLike): readonly [view: number, offset: number];
  /** Goes with what is packed, as it is: an error that holds it holds the same, and no copy. */
  isBeside?(object: object): boolean;
}

/** Keys of objects and arrays; numbers count the keys and values of maps, and the values of sets. */
export type Path = readonly (string | number)[];

export interface Packed {
  /** The arguments of a call, or a single result. */
  readonly values: unknown[];
  readonly patches?: Patch[];
  /** Travels with a snapshot: structured clone then gives the counterparts of what was transferred. */
  readonly transfer?: readonly object[];
  /** It has what only threads of one process can share or hand over, of which bytes would make an empty object. */
  readonly local?: true;
  /** Beside the arguments of a call that gives back what it changes. */
  readonly tracking?: Tracking;
  /** Beside the result of such a call, or its error, whose values then stand after it. */
  readonly back?: Back;
}

/** Of the arguments of a call that gives back what it changes; objects go by the numbers that both sides give them. */
export interface Tracking {
  /** What it may change, as the definition has it. */
  readonly tracked: readonly string[];
  /** How many objects there are. */
  readonly count: number;
  /** None is reached in two ways. */
  readonly isTree?: true;
  /** What can't be extended (1), is sealed (2) or frozen (3). */
  readonly levels?: readonly (readonly [number, 1 | 2 | 3])[];
  /** In check mode, all of it is looked at: what is not tracked is not to change. */
  readonly isChecked?: true;
  /** Memory that was moved: nothing of it is given back. */
  readonly moved?: readonly number[];
}

/** What a call has changed of what came with it: shared/give-back/places.ts says how. */
export interface Back {
  readonly places: Uint32Array;
  readonly keys: readonly string[];
  /** Which of the values are objects that came with the call: pairs of index and number. */
  readonly refs: Uint32Array;
}

/** Everywhere that it stands, by whom it is decoded, and from what. */
export type Patch = [paths: Path[], codec: string, data: unknown];

/** The thrown value, in one slot. */
export type Encoded = Packed;

/** Travels for a function or a signal that stays with the caller; `handle` tells which of the call's. */
export type Handle =
  /** `ahead[0]` counts the calls that the caller has not seen. */
  | { readonly type: 'callback'; readonly handle: number; readonly answers: boolean; readonly ahead: Int32Array }
  /** `flag[0]` becomes 1 when it is aborted; `reason` is there when it was already. */
  | { readonly type: 'signal'; readonly handle: number; readonly flag: Int32Array; readonly reason?: Encoded };
