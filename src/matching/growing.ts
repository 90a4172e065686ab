/**
 * Arrays of numbers that grow as they are filled: millions of them cost four bytes each, where
 * JavaScript's own arrays of objects would cost fifty.
 */

const FIRST = 1_024;

/** Unsigned numbers of 32 bits. */
export class Numbers {
  #values = new Uint32Array(FIRST);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Uint32Array(this.#values.length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  /** What was pushed; the memory is shared. */
  finish(): Uint32Array {
    return this.#values.subarray(0, this.length);
  }
}

/** Bytes, and texts as UTF-8. */
export class Bytes {
  #values = Buffer.allocUnsafe(FIRST);
  length = 0;

  push(value: number): void {
    this.#reserve(1);
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }

  add(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#values.set(bytes, this.length);
    this.length += bytes.length;
  }

  addText(text: string): void {
    this.#reserve(text.length * 3);
    this.length += this.#values.write(text, this.length);
  }

  #reserve(more: number): void {
    if (this.length + more <= this.#values.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.#values.length * 2, this.length + more));
    wider.set(this.#values.subarray(0, this.length));
    this.#values = wider;
  }

  /** What was added; the memory is shared. */
  finish(): Uint8Array {
    return this.#values.subarray(0, this.length);
  }
}
