// Signs what travels: whoever can write to Redis, but does not know the secret, can't have a function called, nor make
// up a result. Checked before anything is decoded.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Buffer } from '../platform/node/globals.js';

const LENGTH = 32;

/** The purpose of the bytes, which is signed with them: a job is no reply, nor the reply to another job. */
export type Purpose = 'job' | 'reply' | 'cancel';

/** It is not signed with the secret for that purpose. */
export class BadSignature extends Error {}

export interface Signer {
  /** @param id of the job */
  sign(purpose: Purpose, id: string, bytes: Uint8Array): Buffer;
  /**
   * The inverse of `sign`.
   * @throws BadSignature
   */
  verify(purpose: Purpose, id: string, signed: Uint8Array): Uint8Array;
}

/** @param scope the version of what travels, and the queue */
export function createSigner(secret: string, scope: string): Signer {
  const hmacOf = (purpose: Purpose, id: string, bytes: Uint8Array) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([scope, purpose, id]))
      .update(bytes)
      .digest();
  return {
    sign: (purpose, id, bytes) => Buffer.concat([hmacOf(purpose, id, bytes), bytes]),
    verify(purpose, id, signed) {
      const bytes = signed.subarray(LENGTH);
      if (signed.length < LENGTH || !timingSafeEqual(hmacOf(purpose, id, bytes), signed.subarray(0, LENGTH)))
        throw new BadSignature('it is not signed with the secret that is used here');
      return bytes;
    },
  };
}
