import { type Board, create, Vec } from './lib/board.js';
/** @unsync */
export function play(board: Board, moves: number): Board { for (let i = 0; i < moves; i++) board.move(i); return board; }
/** @unsync */
export function start(n: number): { board: Board; at: Vec } { const board = create(n); board.move(7); return { board, at: new Vec(1, 2) }; }
