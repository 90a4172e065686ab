import { dueOf } from './clocks.ts';
import type { Basis, Effect, LawAnswer } from './effects.ts';
import { citations, clocks, lawWords } from './tables.ts';

/**
 * An answer in the form that programs get, by whatever way they ask: clocks with what they come to
 * if they start on the day asked for, citations in full. `docs/reference/cli.md` describes it.
 */
export function answerJson(found: LawAnswer): object {
  return {
    ...found,
    effects: found.effects.map((effect) => effectJson(effect, found)),
    notInForce: found.notInForce.map(basisJson),
    excluded: found.excluded.map(({ order, as }) => ({ order: order.id, as })),
    licences: found.licences.map(
      ({ id, name, permits, conditions, citations: cited, verified }) => ({
        ...{ id, name, permits, conditions, citations: cited, verified },
        decides: false,
      }),
    ),
    citations: Object.fromEntries(found.citations.map((id) => [id, citations.get(id)])),
    notice: lawWords.notice,
  };
}

function effectJson(effect: Effect, { date, knownAt }: LawAnswer): object {
  return {
    ...effect,
    clocks: effect.clocks.flatMap((id) => {
      const clock = clocks.get(id);
      const due = dueOf(id, date, knownAt === null ? {} : { knownAt });
      if (clock === undefined || due === undefined) return [];
      return [{ id, name: clock.name, starts: clock.starts, ifOnThatDay: due }];
    }),
    basis: basisJson(effect.basis),
  };
}

function basisJson({ sources, known, ...basis }: Basis): object {
  return {
    ...basis,
    times: known,
    sources: sources.map(({ dataset, reference = null, citations: cited, verified }) => ({
      ...{ dataset, reference, citations: cited, verified },
    })),
  };
}
