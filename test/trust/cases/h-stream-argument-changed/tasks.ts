export interface Item { tags: string[] }
/** @unsync */
export function* each(items: Item[]) { for (const item of items) yield item; }
