import Graph from 'graphology';

/** @unsync */
export function build(edges: [string, string, number][]): Graph {
  const graph = new Graph();
  for (const [from, to, weight] of edges) graph.mergeEdge(from, to, { weight });
  return graph;
}

/** @unsync */
export function distances(graph: Graph, start: string): Record<string, number> {
  const found: Record<string, number> = { [start]: 0 };
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift())
    for (const next of graph.outNeighbors(node))
      if (!(next in found)) {
        found[next] = found[node]! + 1;
        queue.push(next);
      }
  return found;
}
