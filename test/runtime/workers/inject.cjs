'use strict';
// Preloaded into a program and all its threads: does something once to the first message of a sort,
// on the side that sends it. TEST_FAULT says what, TEST_FLAG is a file that exists when it is done.
const fs = require('node:fs');
const { isMainThread, MessagePort, Worker } = require('node:worker_threads');

const { side, type, fault } = JSON.parse(process.env.TEST_FAULT);
const workers = new Set();
const { postMessage } = MessagePort.prototype;
const matches = (message) => (type === 'lease' ? message?.task?.lease > 0 : message?.type === type && message.seq > 0);

function isFirst() {
  try {
    fs.closeSync(fs.openSync(process.env.TEST_FLAG, 'wx'));
    return true;
  } catch {
    return false;
  }
}

function inject(message, send) {
  switch (fault) {
    case 'dropped':
      return;
    case 'repeated':
      send(message);
      // What was transferred with it can't be sent again.
      try {
        send(message);
      } catch {}
      return;
    case 'empty':
      return send(null);
    case 'unknown':
      return send({ ...message, type: 'nonsense' });
    case 'bare':
      return send({ type: message.type, seq: message.seq });
    case 'gone':
      if (!isMainThread) return process.reallyExit(0);
      for (const worker of workers) worker.terminate();
      return send(message);
  }
}

if (isMainThread === (side === 'outside')) {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (...args) {
    workers.add(this);
    return post.apply(this, args);
  };
  MessagePort.prototype.postMessage = function (message, ...rest) {
    if (!matches(message) || !isFirst()) return postMessage.call(this, message, ...rest);
    return inject(message, (each) => postMessage.call(this, each, ...rest));
  };
}
