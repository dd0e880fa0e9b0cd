// Writes what has been loaded when the program has nothing left to do, and not only at its end, which loads more.
const v8 = require('node:v8');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.once('beforeExit', v8.takeCoverage);
