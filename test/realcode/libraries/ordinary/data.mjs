import { random, value } from '../../material.mjs';

const schema = {
  type: 'object',
  properties: { name: { type: 'string', minLength: 2 }, age: { type: 'integer', minimum: 0 } },
  required: ['name'],
  additionalProperties: false,
};
const people = [
  { name: 'Ada', age: 36, since: '2020-01-01' },
  { name: '', age: -1, since: 'never' },
  { name: 'Alan', age: 41.5, since: 0, mail: 'alan@example.org' },
  { name: 'Grace', since: null, mail: 'nowhere' },
  null,
  'Edsger',
];

export const data = [
  {
    name: 'papaparse',
    version: '5.7.1',
    with: { '@types/papaparse': '5.5.2' },
    kind: 'CSV',
    facade: 'ordinary/papaparse',
    warned: [5013],
    *calls() {
      for (let i = 0; i < 6; i++) {
        const rows = Array.from({ length: i * 3 }, (_, n) => ({ id: n, name: `n"${n},`, at: n % 2 ? 'true' : '' }));
        yield ['facade.format', rows, { quotes: i % 2 === 0, delimiter: ',;\t'[i % 3] }];
        yield ['facade.parse', `id,name\n${rows.map(({ id, name }) => `${id},${name}`).join('\n')}`];
      }
    },
  },
  {
    name: 'yaml',
    version: '2.9.1',
    kind: 'YAML',
    facade: 'ordinary/yaml',
    warned: [5013, 5022],
    rejected: [
      // its nodes have a property whose key is a symbol
      'facade.read',
    ],
    look: {
      'facade.read': (document) => [document.toJS(), document.toString(), document.errors.length],
    },
    *calls() {
      const texts = [
        'a: 1\nb: [x, y]\n',
        '# hello\n- &a {b: 2}\n- *a\n',
        'a: |\n  text\n  more\n',
        'a: [1',
        '',
        '- 2001-01-01\n',
      ];
      for (const text of texts) {
        yield ['facade.load', text];
        yield ['facade.read', text];
      }
      for (let i = 0; i < 4; i++) yield ['facade.format', { a: value(i) }];
    },
  },
  {
    name: 'ajv',
    version: '8.20.0',
    kind: 'validation',
    facade: 'ordinary/ajv',
    refused: {
      // it is a function
      'facade.compile': 2021,
    },
    *calls() {
      yield ['facade.check', schema, people];
      yield ['facade.check', { ...schema, additionalProperties: true }, people];
      for (let i = 0; i < 5; i++)
        yield ['facade.check', { type: ['object', 'array', 'string', 'null', 'number'][i] }, [value(i), ...people]];
      yield ['facade.check', { type: 'nothing' }, []];
      yield ['facade.compile', schema];
    },
  },
  {
    name: 'zod',
    version: '4.6.7',
    kind: 'validation',
    facade: 'ordinary/zod',
    // its error is a getter, which becomes a value
    varies: ['facade.check'],
    warned: [5003],
    look: {
      'facade.check': ({ success, data, error }) => [success, data, error?.issues, error?.message, error?.name],
    },
    *calls() {
      yield ['facade.parseUsers', people.slice(0, 1)];
      yield ['facade.parseUsers', people];
      for (const person of people) yield ['facade.check', person];
    },
  },
  {
    name: 'immutable',
    version: '5.2.1',
    kind: 'collections',
    facade: 'ordinary/immutable',
    refused: {
      // to its types, a List is an interface with functions; its nodes' classes are not exported
      'facade.byCustomer': 2021,
      'facade.ranked': 2021,
    },
    look: {
      'facade.byCustomer': (groups) => [groups.size, groups.get('c1')?.toJS(), groups.toJS()],
      'facade.ranked': (orders) => [orders.first(), orders.push({ customer: 'x', total: 1 }).size],
    },
    async *calls(use) {
      const { List } = await use('immutable');
      for (let i = 1; i < 60; i += 10) {
        const { below } = random(i);
        const orders = Array.from({ length: i }, () => ({ customer: `c${below(5)}`, total: below(1000) }));
        yield ['facade.byCustomer', () => List(orders)];
        yield ['facade.ranked', orders];
      }
    },
  },
  {
    name: 'luxon',
    version: '3.7.2',
    with: { '@types/luxon': '3.7.6' },
    kind: 'dates',
    facade: 'ordinary/luxon',
    warned: [5022],
    rejected: [
      // its zones and locales are of classes that are not in its types
      'facade.schedule',
      'facade.parseAll',
      'facade.workingTime',
    ],
    look: {
      'facade.schedule': (times) => times.map((time) => [time.toISO(), time.plus({ days: 1 }).toFormat('ccc d LLL')]),
      'facade.parseAll': (times) => times.map((time) => [time.isValid, time.toISO(), time.zoneName, time.weekday]),
      'facade.workingTime': (time) => [time.toMillis(), time.as('hours')],
    },
    async *calls(use) {
      const { DateTime, Duration, Interval } = await use('luxon');
      for (let i = 1; i < 6; i++) {
        const zone = ['utc', 'Europe/Berlin', 'America/New_York', 'UTC+3', 'utc'][i - 1];
        const start = () => DateTime.fromISO('2024-03-30T22:00:00', { zone });
        yield ['facade.schedule', start, () => start().plus({ days: i }), () => Duration.fromObject({ hours: 5 })];
        yield ['facade.parseAll', ['2024-02-29', '2024-02-30', '2024-07-01T12:00:00Z', 'never'], zone];
        const shifts = () =>
          Array.from({ length: i }, (_, n) => Interval.after(start().plus({ hours: 3 * n }), { hours: 2 + n }));
        yield ['facade.workingTime', shifts];
      }
    },
  },
];
