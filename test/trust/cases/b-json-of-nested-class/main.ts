import { fmt, Money } from './money.js';
import { dump } from './tasks.js';
fmt.digits = 2; console.log(await dump([{ id: 'a', lines: [{ price: new Money(1) }] }]));
