interface Row { name: string; tags: string[] }
/** @unsync */
export async function* found(rows: Row[], name: string) { for (const row of rows) if (row.name === name) yield { name, tags: row.tags.map((t) => t) }; }
