import { polygon, random } from '../../material.mjs';

const feature = (geometry, properties = {}) => ({ type: 'Feature', properties, geometry });
const collection = (features) => ({ type: 'FeatureCollection', features });
const zone = (seed, corners = 6) => {
  const ring = polygon(seed, corners, 5, [seed, 45]);
  return feature({ type: 'Polygon', coordinates: [[...ring, ring[0]]] });
};
const points = (seed, count = 30) => {
  const { next } = random(seed);
  return Array.from({ length: count }, () => [next() * 20 - 5, 40 + next() * 10]);
};
const shops = (seed) =>
  points(seed).map((coordinates, i) => feature({ type: 'Point', coordinates }, { name: `shop ${i}` }));
const boxes = (seed) =>
  points(seed, 60).map(([minX, minY], id) => ({ minX, minY, maxX: minX + 1, maxY: minY + 2, id }));
const area = { minX: 0, minY: 42, maxX: 5, maxY: 46 };

export const spatial = [
  {
    name: '@turf/turf',
    version: '7.4.0',
    with: { '@types/geojson': '7946.0.16' },
    kind: 'geography',
    facade: 'ordinary/turf',
    *calls() {
      for (let i = 0; i < 6; i++) {
        yield ['facade.coverage', collection([zone(i), zone(i + 2), zone(i + 5)])];
        yield ['facade.within', collection(shops(i)), zone(i, 9)];
        yield ['facade.enlarge', zone(i), 20];
      }
      yield ['facade.coverage', collection([])];
    },
  },
  {
    name: 'rbush',
    version: '4.0.1',
    with: { '@types/rbush': '4.0.0' },
    kind: 'spatial index',
    facade: 'ordinary/rbush',
    quick: true,
    warned: [5022],
    look: {
      'facade.buildTree': (tree) => [tree.all().length, tree.search(area), tree.collides(area), tree.toJSON()],
    },
    async *calls(use) {
      const { default: RBush } = await use('rbush');
      for (let i = 0; i < 6; i++) {
        yield ['facade.buildTree', boxes(i)];
        yield ['facade.collisions', () => new RBush().load(boxes(i)), area];
      }
    },
  },
  {
    name: 'kdbush',
    version: '4.1.0',
    kind: 'spatial index',
    facade: 'ordinary/kdbush',
    warned: [5013, 5022],
    rejected: [
      // it holds constructors of typed arrays
      'facade.index',
      'facade.around',
    ],
    look: {
      'facade.index': (tree) => [tree.within(0, 45, 3), tree.range(0, 40, 9, 45)],
    },
    async *calls(use) {
      const { default: KDBush } = await use('kdbush');
      for (let i = 0; i < 6; i++) {
        yield ['facade.index', points(i)];
        const tree = () => {
          const made = new KDBush(30);
          for (const [x, y] of points(i)) made.add(x, y);
          return made.finish();
        };
        yield ['facade.around', tree, 0, 45, i];
      }
    },
  },
  {
    name: 'supercluster',
    version: '9.1.0',
    with: { '@types/geojson': '7946.0.16' },
    kind: 'clusters on maps',
    facade: 'ordinary/supercluster',
    refused: {
      // its options are functions
      'facade.index': 2021,
    },
    look: {
      'facade.index': (index) => [index.getClusters([-180, -85, 180, 85], 3), index.getTile(0, 0, 0)],
    },
    *calls() {
      for (let i = 0; i < 6; i++) {
        yield ['facade.index', shops(i)];
        yield ['facade.clusters', shops(i), [-10, 30, 30, 60], i * 2];
      }
    },
  },
  {
    name: 'three',
    version: '0.187.0',
    with: { '@types/three': '0.187.0' },
    kind: 'geometry (3D)',
    facade: 'ordinary/three',
    warned: [5013, 5022],
    rejected: [
      // its id is not enumerable
      'facade.terrain',
    ],
    look: {
      'facade.transform': (all) => all.map((point) => point.length()),
      'facade.boundingSphere': (sphere) => sphere?.clone().radius,
      'facade.terrain': (geometry) => [geometry.getAttribute('position').getY(1), geometry.boundingBox.isEmpty()],
    },
    async *calls(use) {
      const { Matrix4, Vector3 } = await use('three');
      for (let i = 1; i < 7; i++) {
        const cloud = () => points(i, 4 * i).map(([x, y]) => new Vector3(x, y, x * y));
        yield ['facade.transform', cloud, () => new Matrix4().makeRotationX(i).setPosition(i, 2, 3)];
        yield ['facade.boundingSphere', cloud];
        yield ['facade.terrain', Float32Array.from({ length: i * i }, (_, n) => Math.sin(n)), i];
      }
    },
  },
  {
    name: 'gl-matrix',
    version: '3.4.4',
    kind: 'geometry (3D)',
    facade: 'ordinary/gl-matrix',
    *calls() {
      for (let i = 1; i < 7; i++) {
        const cloud = points(i, 4 * i).map(([x, y]) => new Float32Array([x, y, x - y]));
        yield ['facade.project', cloud, [i, 2, 3], new Float32Array([0, 0, 1])];
        yield ['facade.blend', new Float32Array([0, 0, 0, 1]), new Float32Array([0.5, i / 10, 0, 0.5]), 3 + i];
      }
    },
  },
];
