import { configure, unsync } from 'unsync';
import { call } from 'unsync/task';

const double = unsync((n: number) => n * 2);
const controller = new AbortController();
double.options({ signal: controller.signal })(1);
configure({ setup: new URL('file:///setup.js') });
call(
  () => ({ name: 'f', at: '', kind: 'cpu-bound', worker: new URL('file:///a.js'), key: 'f', inline: double.inline }),
  undefined,
  [],
);
