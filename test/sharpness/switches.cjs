/** Which mutants act, in the copy that `instrument.mjs` makes, and which of them the code has come to. */
let active = new Set([process.env.UNSYNC_SHARPNESS]);
const reached = new Set();
/** All that are lists' elements: they are known when the tables have been read. */
const listed = [];

exports.listed = listed;
exports.reached = reached;
exports.activate = (names) => {
  active = new Set(names);
};

exports.is = (name) => {
  reached.add(name);
  return active.has(name);
};

/** A list of deeds that lacks the one that is taken out. */
exports.list = (file, owner, deeds, texts) => {
  const names = deeds.map((_, i) => `${file} ${owner.join(' ')}: ${texts[i].trim()}`);
  listed.push(...names);
  return new Proxy(deeds, {
    get(_, key) {
      for (const name of names) reached.add(name);
      const left = deeds.filter((_, i) => !active.has(names[i]));
      const value = left[key];
      return typeof value === 'function' ? value.bind(left) : value;
    },
  });
};
