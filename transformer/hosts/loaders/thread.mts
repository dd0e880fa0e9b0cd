/** The module that a thread imports in the place of a worker module that only our hooks can load. */
import './register.js';

const { searchParams } = new URL(import.meta.url);
const module = (await import(searchParams.get('module')!)) as Readonly<Record<string, unknown>>;
export const __unsyncTasks = module['__unsyncTasks'];
export const __unsyncClasses = module['__unsyncClasses'];
