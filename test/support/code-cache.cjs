/**
 * With `--require`, before a compiler: V8 keeps what it has made of the compiler's own source, which takes a quarter of
 * a run over a small project. Node does this by itself from 22 on, with NODE_COMPILE_CACHE, though not for the source
 * that ts-patch evaluates.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const folder = path.resolve(__dirname, '../../.cache/code');
/** Characters from which a source is that of a compiler. */
const large = 1e6;
/** Scripts that nothing was kept for, by the file for that. */
const made = new Map();

function scriptOf(code, filename) {
  // V8 takes nothing that was made with other flags
  const maker = [process.version, process.arch, ...process.execArgv, filename].join();
  const hash = createHash('sha1').update(maker).update(code).digest('hex');
  const file = path.join(folder, hash);
  const cachedData = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  const script = new vm.Script(code, { filename, cachedData });
  if (!cachedData || script.cachedDataRejected) made.set(file, script);
  return script;
}

/** At the end, when the functions that a run needs have been compiled, too; by those that are not told of their end, before. */
function keepAll() {
  for (const [file, script] of made) keep(file, script.createCachedData());
  made.clear();
}
process.once('exit', keepAll);
exports.keepAll = keepAll;

/** Others may read it, or write it, too. */
function keep(file, data) {
  fs.mkdirSync(folder, { recursive: true });
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, data);
  fs.renameSync(own, file);
}

const { runInThisContext } = vm;
vm.runInThisContext = (code, options) =>
  code.length < large ? runInThisContext(code, options) : scriptOf(code, options.filename).runInThisContext();

const { _compile } = Module.prototype;
Module.prototype._compile = function (code, filename, ...rest) {
  if (code.length < large) return _compile.call(this, code, filename, ...rest);
  const wrapped = scriptOf(Module.wrap(code), filename).runInThisContext();
  return wrapped.call(
    this.exports,
    this.exports,
    Module.createRequire(filename),
    this,
    filename,
    path.dirname(filename),
  );
};
