import { expect } from 'vitest';
import type { Workflow } from '../workflow.ts';

/** What a table of states and steps must be, whatever it is about. */
export function expectSoundWorkflow(workflow: Workflow): void {
  const states = workflow.states.map(({ id }) => id);
  expect(new Set(states).size).toBe(states.length);
  expect(states).toContain(workflow.initial);
  const reached = new Set([workflow.initial]);
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { from, to } of workflow.steps) {
      if (to !== undefined && from.some((state) => reached.has(state))) reached.add(to);
    }
  }
  expect([...reached].sort()).toEqual([...states].sort());
  for (const { step, from, to } of workflow.steps) {
    expect(from.length, step).toBeGreaterThan(0);
    for (const state of [...from, ...(to === undefined ? [] : [to])]) {
      expect(states, step).toContain(state);
    }
  }
  // From one state a step leads to one other.
  const pairs = workflow.steps.flatMap(({ step, from }) => from.map((state) => `${state} ${step}`));
  expect(new Set(pairs).size).toBe(pairs.length);
}
