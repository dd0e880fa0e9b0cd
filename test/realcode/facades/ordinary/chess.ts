import { Chess, type Move } from 'chess.js';

/** @unsync */
export function legalMoves(fen: string): Move[] {
  return new Chess(fen).moves({ verbose: true });
}

/** @unsync */
export function replay(pgn: string): Chess {
  const game = new Chess();
  game.loadPgn(pgn);
  return game;
}

/** @unsync */
export function perft(game: Chess, depth: number): number {
  return game.perft(depth);
}
