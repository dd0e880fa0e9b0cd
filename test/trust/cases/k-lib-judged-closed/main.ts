import { create } from './lib/board.js';
import { play, start } from './tasks.js';
const board = create(3);
const same = await play(board, 2); console.log(same === board, board.moves().join(), board.history.length, board.constructor.name);
const made = await start(4); console.log(made.board.moves().join(), made.at.length(), made.board.owner());
