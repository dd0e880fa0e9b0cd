import Database, { QueryError } from './lib/db.js';
import { ask, run } from './tasks.js';
try { await ask(''); } catch (e) { console.log(e instanceof QueryError, (e as { where?: string }).where, (e as QueryError).line); }
try { await run(''); } catch (e) { console.log(e instanceof Database.SqliteError, (e as { code?: string }).code); }
