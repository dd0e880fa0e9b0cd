import dagre, { type graphlib } from '@dagrejs/dagre';

/** @unsync */
export function layout(graph: graphlib.Graph): graphlib.Graph {
  dagre.layout(graph);
  return graph;
}

/** @unsync */
export function place(names: string[], edges: [string, string][]): { name: string; x: number; y: number }[] {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of names) graph.setNode(name, { width: 80, height: 30 });
  for (const [from, to] of edges) graph.setEdge(from, to);
  dagre.layout(graph);
  return names.map((name) => ({ name, x: graph.node(name).x!, y: graph.node(name).y! }));
}
