// Signs what travels: whoever can write to Redis, but does not know the secret, can't have a function called, nor make
// up a result. Checked before anything is decoded.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Buffer } from '../platform/node/globals.js';

const LENGTH = 32;

/** The purpose of the bytes, which is signed with them: a job is no reply, nor the reply to another job. */
export type Purpose = 'job' | 'reply' | 'cancel';

/** It is not what somebody with the secret has sealed for that purpose. */
export class BrokenSeal extends Error {}

export interface Seal {
  /** @param id of the job */
  close(purpose: Purpose, id: string, bytes: Uint8Array): Buffer;
  /**
   * The inverse of `close`.
   * @throws BrokenSeal
   */
  open(purpose: Purpose, id: string, sealed: Uint8Array): Uint8Array;
}

/** @param scope the version of what travels, and the queue */
export function createSeal(secret: string, scope: string): Seal {
  const sign = (purpose: Purpose, id: string, bytes: Uint8Array) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([scope, purpose, id]))
      .update(bytes)
      .digest();
  return {
    close: (purpose, id, bytes) => Buffer.concat([sign(purpose, id, bytes), bytes]),
    open(purpose, id, sealed) {
      const bytes = sealed.subarray(LENGTH);
      if (sealed.length < LENGTH || !timingSafeEqual(sign(purpose, id, bytes), sealed.subarray(0, LENGTH)))
        throw new BrokenSeal('it is not signed with the secret that is used here');
      return bytes;
    },
  };
}
