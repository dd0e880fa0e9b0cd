import { ThreadWorker } from 'poolifier';
import * as tasks from '../../plain/tasks.js';

export default new ThreadWorker({ ...tasks });
