import type { ListingName, Party } from '../parties/index.ts';
import type { Language } from '../screening/index.ts';

/** A party's listings as text for a person. */

const WORDS = {
  listings: { en: 'Listed', es: 'Figura' },
  links: {
    en: 'One party, by official numbers and references, never by name',
    es: 'Una sola parte, por números y referencias oficiales, nunca por el nombre',
  },
  signals: { en: 'For a person to look at', es: 'Para que lo revise una persona' },
} as const;

const named = ({ list, id }: ListingName): string => `${list} ${id}`;

/** On which lists a party stands, why they are one, and what was not followed. */
export function describeListings(party: Party, language: Language): string | undefined {
  const { listings, links, signals } = party;
  if (listings.length < 2 && signals.length === 0) return undefined;
  const block = (key: keyof typeof WORDS, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [[`${WORDS[key][language]}:`, ...lines.map((line) => `    ${line}`)].join('\n')];
  return [
    ...block(
      'listings',
      listings.map(({ list, entity }) => `${named({ list, id: entity.id })}  ${entity.caption}`),
    ),
    ...block(
      'links',
      links.map(({ one, other, reasons }) => {
        const why = reasons.map(({ sentence }) => sentence[language]).join(' ');
        return `${named(one)} = ${named(other)}: ${why}`;
      }),
    ),
    ...block(
      'signals',
      signals.map(({ sentence, listings: about }) => {
        return `${sentence[language]} (${about.map(named).join(', ')})`;
      }),
    ),
  ].join('\n');
}
