export class QueryError extends Error { constructor(line) { super('bad query'); this.line = line; } get where() { return `line ${this.line}`; } }
export function query(text) { if (!text) throw new QueryError(3); return text.length; }
class SqliteError extends Error { constructor(m, code) { super(m); this.code = code; } }
export default class Database { static SqliteError = SqliteError; constructor(name) { this.name = name; } run(text) { if (!text) throw new SqliteError('empty', 'E1'); return 1; } }
