import { Money } from './lib/money.js';
import { show } from './tasks.js';
Money.setup({ currency: 'EUR' }); console.log(await show(1));
