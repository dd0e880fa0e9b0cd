// Values on their way, and what a call knows of them. Types only.

/** Classes that both sides have, by key. */
export type Classes = () => Record<string, Function>;

/** Everything that a call knows of its values. */
export interface Context {
  readonly classes: Classes;
  /** By their types they hold nothing but primitives and arrays of them: no need to look. */
  readonly plain?: boolean | undefined;
  /** On the side that has it: keeps a function or a signal for as long as the call lasts, and gives what stands for it. */
  toHandle?(value: object, path: Path): Handle | undefined;
  /** On the other side: makes what acts for it. */
  fromHandle?(handle: Handle): unknown;
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
