/** Characters of one block of narrative, and how many blocks a report may have. */
const BLOCK = 4_000;
const BLOCKS = 5;

/** How far back a block may end to avoid a blank at its edge. */
const BACK = 100;

/**
 * A narrative as the form has it: up to five blocks of up to 4,000 characters. Neither end of a
 * block is a blank where that can be had, as readers of the file may trim them and join words.
 */
export function narrativeBlocks(text: string): string[] {
  const characters = [...text];
  const blocks: string[] = [];
  let start = 0;
  while (start < characters.length && blocks.length < BLOCKS) {
    const end = endOf(characters, start);
    blocks.push(characters.slice(start, end).join(''));
    start = end;
  }
  return blocks;
}

function endOf(characters: readonly string[], start: number): number {
  const most = start + BLOCK;
  if (most >= characters.length) return characters.length;
  for (let end = most; end > most - BACK; end--) {
    if (characters[end - 1] !== ' ' && characters[end] !== ' ') return end;
  }
  return most;
}
