export class QueryError extends Error { readonly line: number }
export function query(text: string): number;
declare class Database { static SqliteError: typeof SqliteError; constructor(name: string); run(text: string): number; }
declare class SqliteError extends Error { code: string }
export default Database;
