import { sha256 } from '../../base/index.ts';
import type { Command } from '../../store/index.ts';
import type { AlertInput } from '../alert.ts';

/** A synthetic alert: the name is invented, and so is the listing. */
export function syntheticAlert(change: Partial<AlertInput> = {}): AlertInput {
  return {
    entity: 'made-up-1',
    dataset: 'synthetic',
    listVersion: 'v1',
    listingDigest: sha256('listing'),
    customerDigest: sha256('customer'),
    caption: 'Ximena Satizábal Prueba',
    score: 0.91,
    band: 'strong',
    explanation: [
      {
        feature: 'name',
        agreement: 'equal',
        query: 'Ximena Satizabal',
        listing: 'Ximena Satizábal Prueba',
        points: 31,
        sentence: { en: 'The names agree.', es: 'Los nombres coinciden.' },
      },
    ],
    effects: [],
    law: '0123456789abcdef',
    engine: 'synthetic',
    ...change,
  };
}

/** The command of a list that has this address, such as `case/approve`. */
export function commandOf(commands: readonly Command[], address: string): Command {
  const found = commands.find(({ kind, name }) => `${kind.name}/${name}` === address);
  if (found === undefined) throw new Error(`no command ${address}`);
  return found;
}
