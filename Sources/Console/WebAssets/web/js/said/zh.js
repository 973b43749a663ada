// zh.js: what the server says in English, in Simplified Chinese. A hole stands for a name, a number, what a database
// answered, or another sentence. Here is what every page may show; what is said of one project comes with its pages.
// The house's tests compare the pairs with the sentences of the server.
import { said as connections } from './zh/connections.js';
import { said as failures } from './zh/failures.js';
import { said as orders } from './zh/orders.js';

export const said = [...orders, ...connections, ...failures];
