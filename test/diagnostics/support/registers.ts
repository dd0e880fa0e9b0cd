import { register } from './registry';

register('other', () => 1);
