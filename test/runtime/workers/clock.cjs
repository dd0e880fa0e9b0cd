'use strict';
// Preloaded into a program, before unsync takes the clock: `clock.skew` milliseconds later, and `clock.pace` times as fast.
const { prototype } = performance.constructor;
const { now } = prototype;
globalThis.clock = { skew: 0, pace: 1 };
prototype.now = function () {
  return now.call(this) * globalThis.clock.pace + globalThis.clock.skew;
};
