import { f } from './tasks.js';
Intl.NumberFormat.prototype.resolvedOptions = (() => ({})) as never; (Intl as any).NumberFormat = class { format(): string { return 'fake'; } }; console.log(await f(1));
