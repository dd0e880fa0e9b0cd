// @unsync
export function lineComment() {}

/* @unsync blocking */
export function blockComment() {}

/* @unsync blocking idempotent */
export function otherComment() {}

/** Runs elsewhere. @unsync idempotent */
export function inText() {}

/**
 * Mentions `@unsync`, {@unsync}, and the word @unsync inside a sentence.
 *
 * ```ts
 * @unsync
 * ```
 */
export function mentioned(): number {
  return 1;
}

/** @internal @unsync blocking */
export function afterAnotherTag(): number {
  return 1;
}

/** @deprecated by foo@example.com @unsync */
export function afterAnAddress(): number {
  return 1;
}

export const plain: number = mentioned();
export const future: number = afterAnotherTag();
export const other: number = afterAnAddress();
export const text = '// @unsync';
