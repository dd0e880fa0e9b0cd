import { parentPort } from 'node:worker_threads';
import * as module from '../../plain/tasks.js';

const tasks = { ...module };

parentPort.on('message', (batch) => parentPort.postMessage(batch.map(({ name, argument }) => tasks[name](argument))));
parentPort.postMessage('ready');
