// @module: nodenext
// @moduleResolution: nodenext
exports.early = 1;
/** @unsync */
function uses(): unknown {
  return [exports.early, module.id, module.exports, require.main === module];
}
/** @unsync */
function loads(name: string): unknown {
  return [require('./' + name), require(`node:${name}`), import('./support/' + name)];
}
exports.uses = uses;
exports.loads = loads;
