/** What a function gives of what it was given: in which container, and how that comes there. */

/** For a container of `x: T`: its type, how a function makes it of its parameter `a: { x: T }`, and how `x` is taken out. */
export const returns = [
  ['T', 'a.x', (got) => got],
  ['{ x: T; n: number }', '{ ...a, n: 1 }', (got) => `${got}.x`],
  ['{ x: T; n: number }', 'Object.assign({}, a, { n: 1 })', (got) => `${got}.x`],
  ['{ x: T; n: number }', 'Object.assign({ n: 1 }, { x: a.x })', (got) => `${got}.x`],
  ['{ rest: { x: T } }', '(({ n, ...rest }) => (void n, { rest }))({ n: 1, ...a })', (got) => `${got}.rest.x`],
  ['{ of: { x: T } }', '{ of: { ...a } }', (got) => `${got}.of.x`],
  ['T[]', 'Object.values(a)', (got) => `${got}[0]!`],
  ['{ x: T }', 'Object.fromEntries(Object.entries(a)) as { x: T }', (got) => `${got}.x`],
  ['T[]', '[a].map((each) => each.x)', (got) => `${got}[0]!`],
  ['T[]', '[a].flatMap(({ x }) => [x])', (got) => `${got}[0]!`],
  ['Map<string, T>', "new Map([['k', a.x]])", (got) => `${got}.get('k')!`],
  ['Set<T>', 'new Set([a.x])', (got) => `[...${got}][0]!`],
  [
    'Record<string, T[]>',
    '[a].reduce<Record<string, T[]>>((all, { x }) => ({ ...all, k: [x] }), {})',
    (got) => `${got}['k']![0]!`,
  ],
  ['{ x: T }[]', '[a, a].map((each) => ({ ...each }))', (got) => `${got}[1]!.x`],
  ['{ x: T }[]', '[a].concat([]).reverse()', (got) => `${got}[0]!.x`],
];
