// A CommonJS setup module whose exports can't be told without running it.
const all = { ['teardown']: () => console.log('torn down by CommonJS') };
module.exports = all;
