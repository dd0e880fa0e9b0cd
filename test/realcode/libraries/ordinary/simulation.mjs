import { random } from '../../material.mjs';

const games = [
  '1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 4. Ba4 Nf6 5. O-O Be7',
  '1. d4 d5 2. c4 e6 3. Nc3 Nf6 4. Bg5 Be7 5. e3 O-O {a comment} 6. Nf3 h6',
  '1. f3 e5 2. g4 Qh4#',
  '1. e4 e5 2. Ke3',
];

export const simulation = [
  {
    name: 'chess.js',
    version: '1.4.0',
    kind: 'chess',
    facade: 'ordinary/chess',
    quick: true,
    warned: [5022],
    look: {
      'facade.legalMoves': (moves) =>
        moves.map((move) => [move.isCapture(), move.isBigPawn(), move.isKingsideCastle()]),
      'facade.replay': (game) => [game.fen(), game.pgn(), game.undo()?.san, game.moves(), game.isThreefoldRepetition()],
    },
    async *calls(use) {
      const { Chess } = await use('chess.js');
      for (const pgn of games) {
        yield ['facade.replay', pgn];
        const game = new Chess();
        for (const move of pgn.match(/\b(?:[NBQR]?[a-h]\d|O-O)\b/g)) {
          if (!game.moves().includes(move)) break;
          game.move(move);
        }
        yield ['facade.legalMoves', game.fen()];
        const played = game.history();
        const again = () => played.reduce((next, move) => (next.move(move), next), new Chess());
        yield ['facade.perft', again, 2];
      }
      yield ['facade.legalMoves', '8/P7/8/8/8/8/8/k1K5 w - - 0 1'];
      yield ['facade.legalMoves', 'no position'];
      yield ['facade.perft', () => new Chess(), 3];
    },
  },
  {
    name: 'cannon-es',
    version: '0.20.0',
    kind: 'physics',
    facade: 'ordinary/cannon',
    refused: {
      // its Vec3Pool holds the class of what it pools
      'facade.advance': 2021,
    },
    warned: [5022],
    look: {
      'facade.drop': (places) => places.map((place) => place.length()),
      'facade.advance': (world) => [
        world.bodies.map((body) => body.position.toArray()),
        (world.step(1 / 60), world.bodies.map((body) => body.velocity.toArray())),
      ],
    },
    async *calls(use) {
      const { Body, Box, Plane, Sphere, Vec3, World } = await use('cannon-es');
      for (let i = 1; i < 7; i++) {
        const balls = () => Array.from({ length: i }, (_, n) => new Vec3(n / 4, 2 + n, (n * i) / 9));
        yield ['facade.drop', balls, i / 4];
        const world = () => {
          const made = new World({ gravity: new Vec3(0, -9.82, 0) });
          made.addBody(new Body({ mass: 0, shape: new Plane() }));
          made.addBody(new Body({ mass: i, shape: new Box(new Vec3(1, 1, 1)), position: new Vec3(0, 3, 0) }));
          for (const position of balls()) made.addBody(new Body({ mass: 1, shape: new Sphere(0.5), position }));
          made.bodies.forEach((body, n) => Object.assign(body, { id: n }));
          return made;
        };
        yield ['facade.advance', world, 10 * i];
      }
    },
  },
  {
    name: 'astronomy-engine',
    version: '2.1.19',
    kind: 'astronomy',
    facade: 'ordinary/astronomy',
    warned: [5022],
    look: {
      'facade.sunrises': (times) => times.map((time) => time && [time.toString(), time.AddDays(1).ut]),
      'facade.moonSeenFrom': (seen) => [seen.vec.Length(), seen.vec.t.date],
      'facade.positions': (vectors) => vectors.map((vector) => [vector.Length(), vector.t.toString()]),
    },
    async *calls(use) {
      const { Observer } = await use('astronomy-engine');
      for (let i = 0; i < 6; i++) {
        const at = new Date(Date.UTC(2024, i * 2, 1 + i, 3 * i));
        yield ['facade.sunrises', () => new Observer(15 * i, 20 * i - 50, 100), at, 5];
        yield ['facade.moonSeenFrom', 10 * i - 30, 30 * i, at];
        yield ['facade.positions', [at, new Date(i * 1e12)]];
      }
    },
  },
  {
    name: 'simplex-noise',
    version: '4.0.3',
    kind: 'noise',
    facade: 'ordinary/simplex-noise',
    *calls() {
      for (let i = 0; i < 8; i++) yield ['facade.heightmap', i, 8 << (i % 4), 1 + (i % 5)];
    },
  },
  {
    name: 'd3-force',
    version: '3.0.1',
    with: { '@types/d3-force': '3.0.10' },
    kind: 'layout of graphs',
    facade: 'ordinary/d3-force',
    *calls() {
      for (let i = 2; i < 12; i++) {
        const { below } = random(i);
        const people = Array.from({ length: 3 * i }, (_, n) => ({ id: `p${n}` }));
        const links = people.map(({ id }) => ({ source: id, target: `p${below(people.length)}` }));
        yield ['facade.layout', people, links, 5 * i];
      }
      yield ['facade.layout', [{ id: 'a' }], [{ source: 'a', target: 'nobody' }], 1];
    },
  },
];
