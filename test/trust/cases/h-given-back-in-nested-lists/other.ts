const tidy = (list: number[]) => list.reverse();
/** @unsync */
export function sortAll(box: { readonly lists: number[][] }): void {
  for (const list of box.lists) tidy(list);
}
