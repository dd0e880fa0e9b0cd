import { random } from '../../material.mjs';

const square = (seed, size = 3) => {
  const { below } = random(seed);
  return Array.from({ length: size }, () => Array.from({ length: size }, () => below(20) - 9));
};

export const numbers = [
  {
    name: 'mathjs',
    version: '15.2.0',
    kind: 'maths',
    facade: 'ordinary/mathjs',
    refused: {
      // to its types, a Matrix is an interface with functions
      'facade.solve': 2021,
      // to its types, a BigNumber is another package's Decimal
      'facade.bigFactorial': 2010,
    },
    warned: [5013],
    // to its types, a Complex is an interface with functions
    rejected: ['facade.roots'],
    look: {
      'facade.solve': (matrix) => [matrix.size(), matrix.get([0, 0]), matrix.toString()],
      'facade.roots': (roots) => roots.map(String),
      'facade.bigFactorial': (number) => [number.toString(), number.plus(1).toFixed(0)],
    },
    async *calls(use) {
      const { matrix } = await use('mathjs');
      for (let i = 0; i < 6; i++) {
        yield ['facade.solve', () => matrix(square(i)), () => matrix([[1], [2], [i]])];
        yield ['facade.determinant', square(i, 5)];
        yield ['facade.roots', i - 3, i % 2, 1];
        yield ['facade.bigFactorial', 5 * i];
      }
      yield [
        'facade.solve',
        () =>
          matrix([
            [1, 2],
            [2, 4],
          ]),
        () => matrix([[1], [2]]),
      ];
    },
  },
  {
    name: 'ml-matrix',
    version: '6.15.1',
    kind: 'matrices',
    facade: 'ordinary/ml-matrix',
    warned: [5022],
    rejected: [
      // its class has a private method
      'facade.invert',
      'facade.decompose',
    ],
    look: {
      'facade.invert': (matrix) => [matrix.rows, matrix.get(0, 0), matrix.transpose().to2DArray()],
      'facade.decompose': (parts) => [parts.rank, parts.diagonal, parts.leftSingularVectors.to2DArray()],
    },
    async *calls(use) {
      const { Matrix } = await use('ml-matrix');
      for (let i = 0; i < 6; i++) {
        yield ['facade.invert', () => new Matrix(square(i, 4))];
        yield ['facade.decompose', () => new Matrix(square(i, 3))];
        yield ['facade.covariance', square(i, 6)];
      }
      yield ['facade.invert', () => Matrix.zeros(2, 2)];
    },
  },
  {
    name: 'bignumber.js',
    version: '11.1.5',
    kind: 'maths',
    facade: 'ordinary/bignumber',
    quick: true,
    warned: [5022],
    look: {
      'facade.factorial': (number) => [number.toString(), number.plus(1).toFixed()],
      'facade.total': (number) => number.toFormat(2),
    },
    async *calls(use) {
      const { default: BigNumber } = await use('bignumber.js');
      for (let i = 1; i < 8; i++) {
        yield ['facade.factorial', 9 * i];
        const prices = () => Array.from({ length: i }, (_, n) => new BigNumber(`${n * i}.9${n}`));
        yield ['facade.total', prices, () => new BigNumber('0.19')];
      }
    },
  },
  {
    name: 'bcryptjs',
    version: '3.0.3',
    kind: 'hashing',
    facade: 'ordinary/bcrypt',
    *calls() {
      const salt = (rounds) => `$2b$0${rounds}$abcdefghijklmnopqrstuu`;
      for (const [i, password] of ['a', 'password', 'ÄÖÜ', 'x'.repeat(100), ''].entries()) {
        yield ['facade.hash', password, salt(4 + (i % 2))];
        yield ['facade.verify', password, '$2b$04$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui'];
      }
      yield ['facade.hash', 'a', 'no salt'];
    },
  },
  {
    name: 'node-forge',
    version: '1.4.3',
    with: { '@types/node-forge': '1.3.14' },
    kind: 'cryptography',
    facade: 'ordinary/forge',
    refused: {
      // its objects have functions
      'facade.readCertificate': 2021,
      'facade.publicKeyOf': 2010,
    },
    async *calls(use) {
      const { default: forge } = await use('node-forge');
      const { next } = random(7);
      const prng = { getBytesSync: (n) => String.fromCharCode(...Array.from({ length: n }, () => next() * 256)) };
      for (let i = 0; i < 3; i++) {
        const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair({ bits: 512, prng, algorithm: 'PRIMEINC' });
        const pem = forge.pki.privateKeyToPem(privateKey);
        yield ['facade.sign', pem, `text ${i}`];
        yield ['facade.publicKeyOf', forge.pki.publicKeyToPem(publicKey)];
        const certificate = forge.pki.createCertificate();
        certificate.publicKey = publicKey;
        certificate.validity.notBefore = certificate.validity.notAfter = new Date(1e12);
        certificate.sign(privateKey);
        yield ['facade.readCertificate', forge.pki.certificateToPem(certificate)];
        yield ['facade.sign', pem, `more ${i}`];
      }
      yield ['facade.sign', 'no key', ''];
    },
  },
];
