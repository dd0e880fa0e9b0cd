'use strict';
// Preloaded into a program: counts the tasks that its threads are told of.
const { MessagePort } = require('node:worker_threads');

globalThis.registered = 0;
const { postMessage } = MessagePort.prototype;
MessagePort.prototype.postMessage = function (message, ...rest) {
  if (message?.type === 'register') globalThis.registered++;
  return postMessage.call(this, message, ...rest);
};
