/** @unsync */
export function steps(grid: string[], from: [number, number]): number {
  const seen = new Set<string>([from.join()]); const queue: [number, number, number][] = [[...from, 0]];
  while (queue.length) { const [x, y, d] = queue.shift()!; if (grid[y]?.[x] === 'E') return d; for (const [dx, dy] of [[0, 1], [1, 0], [0, -1], [-1, 0]] as const) { const key = `${x + dx},${y + dy}`; const c = grid[y + dy]?.[x + dx]; if (!c || c === '#' || seen.has(key)) continue; seen.add(key); queue.push([x + dx, y + dy, d + 1]); } }
  return -1;
}
