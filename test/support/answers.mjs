/**
 * What threads answer, as their caller's side is told: how many bytes, and how long that takes until all is in place.
 * To be imported before the first thread is started, since it listens where unsync listens to that.
 */
import { serialize } from 'node:v8';
import { MessagePort } from 'node:worker_threads';

/** Of the answers since `reset`: bytes as structured clone writes them, with memory that is moved; and milliseconds. */
export const answers = { weighs: false, bytes: 0, ms: 0 };

/** @param weighs it takes time, and memory for a copy */
export function reset(weighs = false) {
  Object.assign(answers, { weighs, bytes: 0, ms: 0 });
}

const { on } = MessagePort.prototype;
MessagePort.prototype.on = function (event, listener) {
  if (event !== 'message') return on.call(this, event, listener);
  return on.call(this, event, (message) => {
    if (message?.type !== 'result' && message?.type !== 'failure') return listener(message);
    if (answers.weighs) answers.bytes += serialize(message).byteLength;
    const from = performance.now();
    listener(message);
    answers.ms += performance.now() - from;
  });
};
