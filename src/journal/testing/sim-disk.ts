import { dirname } from 'node:path';
import type { Random } from '../../base/index.ts';
import type { Disk } from '../disk.ts';

/** Thrown by a disk whose machine has gone: nothing that comes after reaches it. */
export class Crash extends Error {}

/** A change of a file that no sync has made sure of yet. */
type Change = { readonly offset: number; readonly bytes: Buffer } | { readonly size: number };

interface Inode {
  /** What a process reads. */
  seen: Buffer;
  /** What is on the platter. */
  durable: Buffer;
  pending: Change[];
}

const SECTOR = 512;
const NONE = Buffer.alloc(0);

/**
 * A disk in memory that does whatever a real one may do. Written bytes are seen at once and durable
 * when a sync says so; names likewise, by the sync of their folder. It can crash at any operation,
 * in the middle of a write as well, run out of room, and fail a sync the way Linux does: the bytes
 * that were not written are forgotten, and the next sync says that all is well.
 */
export class SimDisk implements Disk {
  readonly #random: Random;
  /** Names as they are seen, and as they are on the platter. */
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #countdown = Number.POSITIVE_INFINITY;
  #fault: { readonly kind: 'write' | 'sync'; left: number } | undefined;
  operations = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Crashes at the operation after so many. */
  crashIn(operations: number): void {
    this.#countdown = operations;
  }

  /** Fails the write or the sync after so many of its kind. */
  failIn(kind: 'write' | 'sync', left: number): void {
    this.#fault = { kind, left };
  }

  /** What the next process finds after kill -9: all that was written. */
  afterKill(): SimDisk {
    const next = new SimDisk(this.#random);
    next.#names = this.#names;
    next.#durableNames = this.#durableNames;
    return next;
  }

  /** What is there after a power cut: what was synced, and of the rest any sectors or none. */
  afterPowerCut(): SimDisk {
    const next = new SimDisk(this.#random);
    const survivors = new Map<Inode, Inode>();
    for (const name of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const [seen, durable] = [this.#names.get(name), this.#durableNames.get(name)];
      const inode = this.#chance(0.5) ? seen : durable;
      if (inode === undefined) continue;
      const survivor = survivors.get(inode) ?? this.#survivor(inode);
      survivors.set(inode, survivor);
      next.#names.set(name, survivor);
      next.#durableNames.set(name, survivor);
    }
    return next;
  }

  /** All files as they are seen. */
  contents(): Map<string, Buffer> {
    return new Map([...this.#names].map(([name, { seen }]) => [name, seen]));
  }

  /** Puts other bytes in the place of a file's, as somebody at the machine could. */
  tamper(path: string, bytes: Uint8Array): void {
    const copy = Buffer.from(bytes);
    this.#names.set(path, { seen: copy, durable: Buffer.from(copy), pending: [] });
    this.#durableNames.set(path, this.#names.get(path) as Inode);
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#step();
    const names = [...this.#names.keys()].filter((name) => name.startsWith(`${folder}/`));
    return [...new Set(names.map((name) => name.slice(folder.length + 1).split('/')[0] as string))];
  }

  async size(path: string): Promise<number | undefined> {
    this.#step();
    return this.#names.get(path)?.seen.length;
  }

  async read(path: string, offset: number, length: number): Promise<Buffer> {
    this.#step();
    const inode = this.#names.get(path);
    if (inode === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    return Buffer.from(inode.seen.subarray(offset, offset + length));
  }

  async write(path: string, offset: number, bytes: Uint8Array): Promise<void> {
    const isCut = this.#countdown === 0;
    const isFull = this.#isFaulty('write');
    if (!isCut) this.#step();
    const inode = this.#names.get(path) ?? { seen: NONE, durable: NONE, pending: [] };
    this.#names.set(path, inode);
    // A write that does not end has written as much as it came to.
    const part = isCut || isFull ? Math.floor(this.#random.next() * (bytes.length + 1)) : undefined;
    this.#apply(inode, { offset, bytes: Buffer.from(bytes.subarray(0, part)) });
    if (isCut) this.#step();
    if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  }

  async truncate(path: string, size: number): Promise<void> {
    this.#step();
    this.#apply(this.#names.get(path) as Inode, { size });
  }

  async sync(path: string): Promise<void> {
    this.#step();
    const inode = this.#names.get(path);
    if (inode === undefined) throw Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });
    if (this.#isFaulty('sync')) {
      inode.durable = this.#survivor(inode).durable;
      inode.pending = [];
      throw Object.assign(new Error('input/output error'), { code: 'EIO' });
    }
    for (const change of inode.pending) inode.durable = applied(inode.durable, change);
    inode.pending = [];
  }

  async syncFolder(folder: string): Promise<void> {
    this.#step();
    const names = [...this.#names.keys(), ...this.#durableNames.keys()];
    for (const name of names.filter((path) => dirname(path) === folder)) {
      const inode = this.#names.get(name);
      if (inode === undefined) this.#durableNames.delete(name);
      else this.#durableNames.set(name, inode);
    }
  }

  async rename(from: string, to: string): Promise<void> {
    this.#step();
    this.#names.set(to, this.#names.get(from) as Inode);
    this.#names.delete(from);
  }

  async remove(path: string): Promise<void> {
    this.#step();
    this.#names.delete(path);
  }

  async makeFolder(): Promise<void> {
    this.#step();
  }

  async release(): Promise<void> {
    this.#step();
  }

  #apply(inode: Inode, change: Change): void {
    inode.seen = applied(inode.seen, change);
    inode.pending.push(change);
  }

  #step(): void {
    this.operations += 1;
    this.#countdown -= 1;
    if (this.#countdown >= 0) return;
    throw new Crash('the machine is gone');
  }

  #isFaulty(kind: 'write' | 'sync'): boolean {
    if (this.#fault?.kind !== kind) return false;
    this.#fault.left -= 1;
    return this.#fault.left === -1;
  }

  /** What a power cut leaves of a file: of each change any sectors, whole or torn. */
  #survivor(inode: Inode): Inode {
    let durable: Buffer = Buffer.from(inode.durable);
    const mood = this.#random.next();
    for (const change of inode.pending) {
      if ('size' in change) {
        if (this.#chance(0.5)) durable = applied(durable, change);
        continue;
      }
      for (let at = 0; at < change.bytes.length; ) {
        const place = change.offset + at;
        const length = Math.min(SECTOR - (place % SECTOR), change.bytes.length - at);
        const bytes = change.bytes.subarray(at, at + length);
        if (this.#chance(mood)) {
          const part = this.#chance(0.1) ? Math.floor(this.#random.next() * length) : length;
          durable = applied(durable, { offset: place, bytes: bytes.subarray(0, part) });
        } else if (this.#chance(0.3)) {
          // The file became longer, and what would stand there never arrived.
          const end = Math.max(durable.length, place + length);
          durable = Buffer.concat([durable, Buffer.alloc(end - durable.length)]);
        }
        at += length;
      }
    }
    return { seen: Buffer.from(durable), durable, pending: [] };
  }

  #chance(share: number): boolean {
    return this.#random.next() < share;
  }
}

function applied(content: Buffer, change: Change): Buffer {
  if ('size' in change) return Buffer.from(content.subarray(0, change.size));
  const end = change.offset + change.bytes.length;
  const next = Buffer.alloc(Math.max(content.length, end));
  content.copy(next);
  change.bytes.copy(next, change.offset);
  return next;
}
