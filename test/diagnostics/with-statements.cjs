// @allowJs: true
// @module: nodenext
// @moduleResolution: nodenext
/** @unsync */
function scoped(value) {
  with (value) return length;
}
exports.scoped = scoped;
