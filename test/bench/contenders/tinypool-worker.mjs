import Tinypool from 'tinypool';
import { echo, fresh } from '../../plain/tasks.js';

export * from '../../plain/tasks.js';
export const echoMoved = (bytes) => Tinypool.move(echo(bytes));
export const freshMoved = (size) => Tinypool.move(fresh(size));
