/**
 * States what the program itself guarantees; a failure is a defect of Tamiz, never of its input.
 */
export function assert(condition: unknown, statement: string): asserts condition {
  if (!condition) throw new Error(`Broken assumption: ${statement}. Please report this.`);
}
