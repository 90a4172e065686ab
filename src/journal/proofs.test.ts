import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasSharedData, sharedData } from '../base/testing/shared.ts';
import { leafHash } from './hashes.ts';
import { consistencyProof, inclusionProof, rootAt } from './prove.ts';
import { naivePath, naiveProof, naiveRoot } from './testing/naive-tree.ts';
import { subtreesOf, type Tile, tilePath, tilesOf } from './tiles.ts';
import { TileTree } from './tree.ts';
import { isConsistent, isIncluded } from './verify-proof.ts';

const bytes = (text: string) => Buffer.from(text);
const records = (count: number) => Array.from({ length: count }, (_, i) => bytes(`record ${i}`));

/** A tree grown record by record, with its tiles in memory. */
function grow(leaves: readonly Uint8Array[]) {
  const tree = new TileTree();
  const tiles = new Map<string, Uint8Array>();
  const keep = ({ level, index, hashes }: Tile) => tiles.set(tilePath(level, index), hashes);
  for (const leaf of leaves) for (const tile of tree.append(leafHash(leaf))) keep(tile);
  // What is not full is made from what is below it, as the reader of a journal does.
  const source = async (level: number, index: number, width: number): Promise<Uint8Array> => {
    const full = tiles.get(tilePath(level, index));
    if (full !== undefined) return full.subarray(0, width * 32);
    const span = 256 ** level;
    return Buffer.concat(
      Array.from({ length: width }, (_, i) => {
        const from = (index * 256 + i) * span;
        return naiveRoot(leaves.slice(from, from + span));
      }),
    );
  };
  return { tree, tiles, subtree: subtreesOf(source, leaves.length), source };
}

describe('the tree against the definitions of RFC 6962', () => {
  test('roots, inclusion and consistency of every tree up to 33 records', async () => {
    for (let size = 1; size <= 33; size++) {
      const all = records(size);
      const { tree, subtree } = grow(all);
      const root = naiveRoot(all);
      expect(tree.root()).toEqual(root);
      expect(await rootAt(subtree, size)).toEqual(root);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(subtree, index, size);
        expect(proof).toEqual(naivePath(index, all));
        const leaf = leafHash(all[index]!);
        expect(isIncluded({ leaf, index, size, root, proof })).toBe(true);
        const first = index + 1;
        const firstRoot = naiveRoot(all.slice(0, first));
        const consistency = await consistencyProof(subtree, first, size);
        expect(consistency).toEqual(naiveProof(first, all));
        const claim = { first, second: size, firstRoot, secondRoot: root, proof: consistency };
        expect(isConsistent(claim)).toBe(true);
      }
    }
  });

  test('trees of several tiles', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 1_400 }), fc.nat(), async (size, pick) => {
        const all = records(size);
        const { tree, subtree } = grow(all);
        expect(tree.root()).toEqual(naiveRoot(all));
        const index = pick % size;
        expect(await inclusionProof(subtree, index, size)).toEqual(naivePath(index, all));
        expect(await consistencyProof(subtree, index + 1, size)).toEqual(
          naiveProof(index + 1, all),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('a third level of tiles, and a tree that is loaded goes on as if it had never ended', async () => {
    const all = Array.from({ length: 66_000 }, (_, i) => bytes(String(i)));
    const { tree, tiles, source } = grow(all);
    expect(tree.root()).toEqual(naiveRoot(all));
    const full = [...tilesOf(66_000)].filter(([, , width]) => width === 256);
    expect([...tiles.keys()].sort()).toEqual(full.map(([l, n]) => tilePath(l, n)).sort());
    const again = await TileTree.load(66_000, source);
    for (let i = 66_000; i < 66_200; i++) {
      const leaf = leafHash(bytes(String(i)));
      expect(again.append(leaf)).toEqual(tree.append(leaf));
    }
    expect(again.root()).toEqual(tree.root());
  });

  test('a proof with any bit changed, a hash more, less or moved is none', async () => {
    const all = records(37);
    const { subtree } = grow(all);
    const root = naiveRoot(all);
    const proof = await inclusionProof(subtree, 20, 37);
    const claim = { leaf: leafHash(all[20]!), index: 20, size: 37, root };
    const consistency = await consistencyProof(subtree, 20, 37);
    const firstRoot = naiveRoot(all.slice(0, 20));
    const sizes = { first: 20, second: 37, firstRoot, secondRoot: root };
    const worse = (hashes: readonly Uint8Array[]): Uint8Array[][] => [
      hashes.slice(1),
      hashes.slice(0, -1),
      [...hashes, root],
      [root, ...hashes],
      [...hashes].reverse(),
      [...hashes.slice(0, -1), Buffer.concat([hashes.at(-1)!, bytes('x')])],
      ...hashes.flatMap((hash, at) =>
        Array.from({ length: 256 }, (_, bit) => {
          const changed = Uint8Array.from(hash);
          changed[bit >> 3]! ^= 1 << (bit & 7);
          return hashes.map((same, i) => (i === at ? changed : same));
        }),
      ),
    ];
    for (const wrong of worse(proof)) expect(isIncluded({ ...claim, proof: wrong })).toBe(false);
    for (const wrong of worse(consistency)) {
      expect(isConsistent({ ...sizes, proof: wrong })).toBe(false);
    }
    for (const index of [-1, 19, 21, 37, 0.5, Number.NaN]) {
      expect(isIncluded({ ...claim, proof, index })).toBe(false);
    }
    for (const first of [-1, 0, 19, 21, 38, 0.5]) {
      expect(isConsistent({ ...sizes, first, proof: consistency })).toBe(false);
    }
  });
});

test('paths of tiles are those of the specification', () => {
  expect(tilePath(0, 1_234_067)).toBe('tile/0/x001/x234/067');
  expect(tilePath(3, 0, 17)).toBe('tile/3/000.p/17');
  expect(tilePath('entries', 1_000)).toBe('tile/entries/x001/000');
  // Its own example: a tree of 70,000 records.
  const tiles = [...tilesOf(70_000)];
  expect(tiles.filter(([level, , width]) => level === 0 && width === 256)).toHaveLength(273);
  expect(tiles.filter(([, , width]) => width < 256)).toEqual([
    [0, 273, 112],
    [1, 1, 17],
    [2, 0, 1],
  ]);
  expect([...tilesOf(256)]).toEqual([
    [0, 0, 256],
    [1, 0, 1],
  ]);
});

/** 196 proofs, good and broken, of transparency-dev/merkle. */
describe.skipIf(!hasSharedData)('the published vectors', () => {
  const folder = sharedData('formats', 'merkle-rfc6962-vectors');
  const hash = (text: string) => Buffer.from(text, 'base64');
  const vectors = (kind: string) =>
    readdirSync(join(folder, kind), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.json'))
      .map((path) => ({ path, ...JSON.parse(readFileSync(join(folder, kind, path), 'utf8')) }));

  test('are accepted and refused as they say; all about trees without records are refused', () => {
    const inclusion = vectors('inclusion').map((vector) => ({
      wanted: !vector.wantErr,
      got: isIncluded({
        leaf: hash(vector.leafHash ?? ''),
        index: vector.leafIdx,
        size: vector.treeSize,
        root: hash(vector.root ?? ''),
        proof: (vector.proof ?? []).map(hash),
      }),
      ...vector,
    }));
    const consistency = vectors('consistency').map((vector) => ({
      wanted: !vector.wantErr,
      got: isConsistent({
        first: vector.size1,
        second: vector.size2,
        firstRoot: hash(vector.root1 ?? ''),
        secondRoot: hash(vector.root2 ?? ''),
        proof: (vector.proof ?? []).map(hash),
      }),
      ...vector,
    }));
    const all = [...inclusion, ...consistency];
    expect(all).toHaveLength(196);
    expect(all.filter(({ wanted, got }) => wanted !== got)).toEqual([]);
    const empty = all.filter((v) => [v.treeSize, v.size1, v.size2].includes(0));
    expect(empty.length).toBeGreaterThanOrEqual(12);
    expect(empty.filter(({ got }) => got)).toEqual([]);
    expect(all.filter(({ got }) => got).length).toBeGreaterThan(10);
  });
});
