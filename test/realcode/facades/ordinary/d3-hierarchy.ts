import { type HierarchyNode, type HierarchyRectangularNode, hierarchy, stratify, treemap } from 'd3-hierarchy';

export interface Folder {
  name: string;
  size?: number;
  children?: Folder[];
}

/** @unsync */
export function treemapOf(root: Folder, width: number, height: number): HierarchyRectangularNode<Folder> {
  const sized = hierarchy(root).sum((folder) => folder.size ?? 0);
  return treemap<Folder>().size([width, height]).padding(1)(sized);
}

/** @unsync */
export function treeOf(rows: { id: string; parentId: string }[]): HierarchyNode<{ id: string; parentId: string }> {
  return stratify<{ id: string; parentId: string }>()(rows);
}
