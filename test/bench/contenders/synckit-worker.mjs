import { runAsWorker } from 'synckit';
import { increment } from '../../plain/tasks.js';

runAsWorker(increment);
