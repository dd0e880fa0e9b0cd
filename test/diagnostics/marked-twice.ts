import { unsync } from 'unsync';

/** @unsync */
/** @unsync blocking */
export function a() {}

export class A {
  /** @unsync */
  @unsync
  static b() {}
}
