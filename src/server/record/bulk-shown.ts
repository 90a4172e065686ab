import { type BulkState, CASE, openAlertsOf, openProposal } from '../../cases/index.ts';
import type { Onlooker, StepNow } from './shown.ts';

/** How a step of a bulk decision stands for a person, as its command would say. */
export async function bulkStep(
  state: BulkState,
  command: string,
  { id, person, reader }: Onlooker,
): Promise<StepNow> {
  if (state.status !== 'proposed') return { hindrance: 'state' };
  if (command === 'withdraw') return state.by === person ? {} : { hindrance: 'proposer' };
  for (const one of state.cases) {
    const found = await reader.document(CASE, one);
    const proposal = found && openProposal(found.state);
    if (found === undefined || proposal?.bulk !== id) return { hindrance: 'state' };
    if (found.state.workers.includes(person)) return { hindrance: 'second-person' };
    if (command !== 'approve') continue;
    // An alert that came since then was read by nobody.
    const covered = new Set(proposal.rows.flatMap(({ alerts }) => alerts));
    const isNew = openAlertsOf(found.state).some((alert) => !covered.has(alert.id));
    if (isNew) return { hindrance: 'alerts' };
  }
  return {};
}
