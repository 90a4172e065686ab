import { isJoined, LETTER_BITS } from './bits.ts';
import { PARTICLES_IN_SURNAMES, PERSON_BITS, POPULATIONS } from './tables.ts';

/** Shorter words have too many ways to fall apart, longer ones are no names. */
const SHORTEST = 7;
const LONGEST = 40;

/** Pieces of three letters are many things; `de`, `la` and the like are known by name. */
const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 14;
const MOST_PIECES = 5;

/** A particle is in few names, but between two others it is expected. */
const PARTICLE_COST = 3;

/** A piece of three letters is found in many words by chance. */
const SHORT_PIECE_COST = 5;

/** One writer in a thousand loses the spaces of a name: 10 bits against it. */
const SPACES_LOST = 10;

/** A surname with its particles is one word for many who bear it. */
const PARTICLES_JOINED = 6;

/** So many bits must speak for one way to split a word, against the next best and against none. */
const LITTLE_DOUBT = 3;

/** A way to split the beginning of a word. */
interface Way {
  readonly cost: number;
  readonly pieces: readonly string[];
  /** How many pieces are names and no particles. */
  readonly names: number;
}

/**
 * The words of which one unknown long word was made by losing its spaces: `garcialopez` is `garcia
 * lopez`. Undefined for a word that was counted as it stands, and wherever the counts leave doubt:
 * the pieces must together be commoner than one rare name of that length would be, and no other way
 * to split it may come near.
 */
export function splitWord(word: string): readonly string[] | undefined {
  if (word.length < SHORTEST || word.length > LONGEST || isCounted(word)) return undefined;
  // By length of the beginning: the best ways to split it, at most two.
  const ways: Way[][] = [[{ cost: 0, pieces: [], names: 0 }]];
  for (let end = 1; end <= word.length; end++) {
    const here: Way[] = [];
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start++) {
      const piece = word.slice(start, end);
      const worth = pieceCost(piece, end === word.length);
      if (worth === undefined) continue;
      for (const way of ways[start]!) {
        if (way.pieces.length === MOST_PIECES) continue;
        const names = way.names + (PARTICLES_IN_SURNAMES.has(piece) ? 0 : 1);
        here.push({ cost: way.cost + worth, pieces: [...way.pieces, piece], names });
      }
    }
    ways.push(here.sort((a, b) => a.cost - b.cost).slice(0, 2));
  }
  const [best, next] = ways[word.length]!;
  if (best === undefined || !isName(best)) return undefined;
  const lost = best.names === 1 ? PARTICLES_JOINED : SPACES_LOST;
  if (best.cost + lost > LETTER_BITS * word.length - LITTLE_DOUBT) return undefined;
  const doubt = next !== undefined && next.cost < best.cost + LITTLE_DOUBT && !isFiner(best, next);
  return doubt ? undefined : best.pieces;
}

/** Whether one of two ways only splits further what the other leaves whole: `delatorre`. */
function isFiner(a: Way, b: Way): boolean {
  const [coarse, fine] = a.pieces.length < b.pieces.length ? [a, b] : [b, a];
  const cuts = new Set(cutsOf(fine));
  return cutsOf(coarse).every((cut) => cuts.has(cut));
}

function cutsOf({ pieces }: Way): number[] {
  let at = 0;
  return pieces.map((piece) => {
    at += piece.length;
    return at;
  });
}

/** Two names, or one behind two particles: `delacruz`, but not `demarco`. */
function isName({ pieces, names }: Way): boolean {
  return names >= 2 || (names === 1 && pieces.length >= 3);
}

function pieceCost(piece: string, last: boolean): number | undefined {
  if (!last && PARTICLES_IN_SURNAMES.has(piece)) return PARTICLE_COST;
  if (piece.length < SHORTEST_PIECE) return undefined;
  const bits = cost(piece);
  return bits === undefined || piece.length > SHORTEST_PIECE ? bits : bits + SHORT_PIECE_COST;
}

/** As it stands, or as two syllables that are mostly written together, such as `Xiaoming`. */
function isCounted(word: string): boolean {
  return cost(word) !== undefined || isJoined(word);
}

/** Bits of a counted word. */
function cost(word: string): number | undefined {
  let least = PERSON_BITS.bits.get(word);
  for (const { bits } of POPULATIONS) {
    const own = bits.get(word);
    if (own !== undefined && own < (least ?? Number.POSITIVE_INFINITY)) least = own;
  }
  return least;
}
