import { polygon, random } from '../material.mjs';

const ring = (points) => [...points, points[0]];

export const geometry = [
  {
    name: 'earcut',
    version: '3.2.4',
    kind: 'geometry (triangulation)',
    quick: true,
    copy: { 'src/earcut.js': 'earcut.js' },
    marks: { earcut: ['earcut', 'flatten', 'deviation'] },
    facade: 'earcut',
    *calls() {
      for (let i = 0; i < 300; i++) {
        const outer = polygon(i, 3 + i);
        const hole = polygon(i + 1, 3 + (i % 9), 15);
        yield ['earcut.flatten', [outer, hole]];
        yield ['facade.triangulate', [outer]];
        yield ['facade.triangulate', [outer, hole]];
        yield ['earcut.earcut', [...outer, ...hole].flat(), [outer.length], 2];
        yield ['earcut.deviation', outer.flat(), [], 2, [0, 1, 2]];
      }
      yield ['earcut.flatten', null];
      yield ['facade.triangulate', [[]]];
    },
  },
  {
    name: 'robust-predicates',
    version: '3.0.3',
    kind: 'geometry (predicates)',
    copy: { esm: '.' },
    marks: {
      orient2d: ['orient2d', 'orient2dfast'],
      orient3d: ['orient3d', 'orient3dfast'],
      incircle: ['incircle', 'incirclefast'],
      insphere: ['insphere', 'inspherefast'],
    },
    *calls() {
      const { next } = random(9);
      const near = () => 12 + Math.round(next() * 8) * 2 ** -50; // hard cases: nearly on one line, plane, circle
      for (let i = 0; i < 300; i++)
        for (const [name, arity] of [
          ['orient2d', 6],
          ['orient3d', 12],
          ['incircle', 8],
          ['insphere', 15],
        ])
          for (const suffix of ['', 'fast'])
            yield [`${name}.${name}${suffix}`, ...Array.from({ length: arity }, i % 2 ? near : next)];
    },
  },
  {
    name: 'delaunator',
    version: '5.1.0',
    kind: 'geometry (Delaunay)',
    copy: { 'index.js': 'delaunator.js' },
    facade: 'delaunator',
    *calls() {
      const { next } = random(10);
      for (let i = 0; i < 300; i++) {
        const points = Array.from({ length: i }, () =>
          i % 3 ? [next(), next()] : [Math.round(next() * 5), Math.round(next() * 5)],
        );
        yield ['facade.triangulate', points];
        yield ['facade.hull', points.flat()];
      }
      yield ['facade.triangulate', null];
    },
  },
  {
    name: 'polygon-clipping',
    version: '0.15.7',
    kind: 'geometry (clipping)',
    copy: { 'dist/polygon-clipping.esm.js': 'clipping.js' },
    marks: { clipping: ['union', 'intersection', 'xor', 'difference'] },
    refused: {
      'clipping.union': 2007,
      'clipping.intersection': 2007,
      'clipping.xor': 2007,
      'clipping.difference': 2007,
    },
    facade: 'polygon-clipping',
    *calls() {
      for (let i = 0; i < 150; i++) {
        const a = [ring(polygon(i, 3 + (i % 40)))];
        const b = [ring(polygon(i + 1, 3 + (i % 30), 80, [i % 50, 10]))];
        for (const operation of ['union', 'intersection', 'xor', 'difference']) yield [`facade.${operation}`, a, b];
      }
      yield ['facade.union', [[[1, 2]]]];
      yield ['facade.union', 'no polygon'];
    },
  },
];
