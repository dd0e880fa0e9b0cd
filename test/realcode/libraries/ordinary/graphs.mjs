import { random } from '../../material.mjs';

const edges = (seed, count = 20) => {
  const { below } = random(seed);
  return Array.from({ length: count }, () => [`n${below(12)}`, `n${below(12)}`, below(9)]);
};

export const graphs = [
  {
    name: '@dagrejs/dagre',
    version: '3.1.3',
    kind: 'layout of graphs',
    facade: 'ordinary/dagre',
    refused: {
      // it has functions, such as those for default labels
      'facade.layout': 2010,
    },
    look: {
      'facade.layout': (graph) => [graph.nodes().map((name) => graph.node(name)), graph.edgeCount(), graph.sources()],
    },
    async *calls(use) {
      const { default: dagre, graphlib = dagre.graphlib } = await use('@dagrejs/dagre');
      for (let i = 0; i < 6; i++) {
        const pairs = edges(i).map(([from, to]) => [from, to]);
        const names = [...new Set(pairs.flat())];
        yield ['facade.place', names, pairs];
        const graph = () => {
          const made = new graphlib.Graph();
          made.setGraph({});
          for (const name of names) made.setNode(name, { width: 20, height: 10 });
          for (const [from, to] of pairs) made.setEdge(from, to, {});
          return made;
        };
        yield ['facade.layout', graph];
      }
    },
  },
  {
    name: 'graphology',
    version: '0.26.0',
    with: { 'graphology-types': '0.24.8' },
    kind: 'graphs',
    facade: 'ordinary/graphology',
    warned: [5022],
    rejected: [
      // it is an EventEmitter, with what is not enumerable
      'facade.build',
      'facade.distances',
    ],
    look: {
      'facade.build': (graph) => [graph.order, graph.export(), graph.neighbors(graph.nodes()[0])],
    },
    async *calls(use) {
      const { default: Graph } = await use('graphology');
      for (let i = 0; i < 6; i++) {
        yield ['facade.build', edges(i)];
        const graph = () => {
          const made = new Graph();
          for (const [from, to] of edges(i)) made.mergeEdge(from, to);
          return made;
        };
        yield ['facade.distances', graph, edges(i)[0][0]];
      }
    },
  },
  {
    name: 'd3-hierarchy',
    version: '3.1.3',
    with: { '@types/d3-hierarchy': '3.1.7' },
    kind: 'layout of trees',
    facade: 'ordinary/d3-hierarchy',
    refused: {
      // to its types, a node is an interface with functions
      'facade.treemapOf': 2021,
      'facade.treeOf': 2021,
    },
    look: {
      'facade.treemapOf': (root) => root.leaves().map((leaf) => [leaf.x0, leaf.y1, leaf.ancestors().length]),
      'facade.treeOf': (root) => root.descendants().map((node) => [node.id, node.depth]),
    },
    *calls() {
      for (let i = 1; i < 7; i++) {
        const { below } = random(i);
        const folder = (depth) => ({
          name: `f${below(100)}`,
          ...(depth
            ? { children: Array.from({ length: 1 + below(4) }, () => folder(depth - 1)) }
            : { size: below(50) }),
        });
        yield ['facade.treemapOf', folder(3), 100 * i, 80];
        const rows = Array.from({ length: 5 * i }, (_, n) => ({ id: `r${n}`, parentId: n ? `r${below(n)}` : '' }));
        yield ['facade.treeOf', rows];
      }
      yield ['facade.treeOf', [{ id: 'a', parentId: 'nobody' }]];
    },
  },
];
