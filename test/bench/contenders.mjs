/** Who is measured, in the order of the tables, and what each is called there. */
export const contenders = {
  inline: 'inline',
  ring: 'shared ring',
  raw256: 'raw, 256 a message',
  raw: 'raw messages',
  unsync: 'unsync',
  piscina: 'piscina',
  tinypool: 'tinypool',
  workerpool: 'workerpool',
  poolifier: 'poolifier',
  comlink: 'comlink',
  threads: 'threads.js',
  'jest-worker': 'jest-worker',
  synckit: 'synckit',
};

/** What people would use instead. */
export const peers = Object.keys(contenders).slice(Object.keys(contenders).indexOf('piscina'));
