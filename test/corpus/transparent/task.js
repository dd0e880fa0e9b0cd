/**
 * Stands in for `unsync/task`: a call gives the plain result, not a future. A module that loads with this and
 * not with the runtime uses a future as a value while it loads, which its types say is an error.
 */
const called = (globalThis[Symbol.for('unsync.corpus.called')] ??= []);

exports.call = (define, self, args) => {
  const { name, at, inline, receiver } = define();
  called.push(`${name} (${at})`);
  return inline.apply(receiver ?? self, args);
};

exports.attach = (stub, define) =>
  Object.defineProperties(stub, { inline: { get: () => define().inline }, options: { value: () => stub } });

exports.create = (define) => {
  const stub = (...args) => exports.call(define, undefined, args);
  return exports.attach(stub, define);
};
