'use strict';
const { create } = require('unsync/task');
exports.stub = (key) =>
  create(() => ({
    name: key,
    at: 'user.ts:1:1',
    kind: 'cpu-bound',
    key,
    worker: require('node:path').join(__dirname, 'basic.mjs'),
    inline() {},
  }));
