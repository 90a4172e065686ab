import { problem } from '../base/index.ts';
import { SIGNAL_LIMITS } from './limits.ts';
import type { Decision, Kind, SignalEvent } from './types.ts';

/** What a person says of an event. */
export interface Verdict {
  readonly verdict: 'confirmed' | 'rejected';
  /** The person's name. */
  readonly by: string;
  readonly reason: string;
  /** Only these kinds; all that are proposed where it is left out. */
  readonly kinds?: readonly string[];
  /** Only these parties, named or open; those named where it is left out. */
  readonly parties?: readonly string[];
}

/**
 * The record of a verdict about an event as it stands.
 * @throws USAGE_OPTION for a blank name or reason, or what the event does not propose
 */
export function decisionOn(event: SignalEvent, said: Verdict, at: string): Decision {
  const { proposal } = event;
  const proposed = proposal.kinds.map(({ kind }) => kind);
  const offered = proposal.parties.flatMap(({ parties }) => parties.map(({ id }) => id));
  const named = proposal.parties
    .filter(({ standing }) => standing === 'named')
    .flatMap(({ parties }) => parties.map(({ id }) => id));
  return {
    event: event.id,
    items: [...new Set(event.sources.map(({ item }) => item.own))].sort(),
    verdict: said.verdict,
    by: filled('by', said.by),
    reason: filled('reason', said.reason),
    at,
    kinds: chosen('kind', said.kinds, proposed, proposed) as readonly Kind[],
    parties: chosen('party', said.parties, offered, named),
    partiesChosen: said.parties !== undefined,
    programmes: proposal.programmes.map(({ programme }) => programme),
    seen: event.seen,
    title: event.title,
  };
}

function filled(where: string, text: string): string {
  const trimmed = text.trim();
  const most = SIGNAL_LIMITS.decisionCharacters;
  if (trimmed !== '' && trimmed.length <= most) return trimmed;
  const found = trimmed === '' ? 'nothing' : `${trimmed.length} characters`;
  const expected = `1 to ${most} characters (decisionCharacters)`;
  throw problem('USAGE_OPTION', { where, expected, found });
}

function chosen(
  where: string,
  some: readonly string[] | undefined,
  offered: readonly string[],
  otherwise: readonly string[],
): readonly string[] {
  const wrong = some?.find((one) => !offered.includes(one));
  if (wrong !== undefined) {
    const expected = offered.length === 0 ? 'none: the event proposes none' : offered.join(', ');
    throw problem('USAGE_OPTION', { where, expected, found: JSON.stringify(wrong) });
  }
  return [...new Set(some ?? otherwise)].sort();
}
