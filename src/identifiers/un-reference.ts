/** The Security Council's own number of a party that it listed. */
export interface UnReference {
  /** As the Council writes it: `QDi.123`. */
  readonly value: string;
  /** Its letter says whether the party is an individual or an entity. */
  readonly kind: 'individual' | 'entity';
}

/** Committee and kind, a full stop, three digits. In use since 2014. */
const TODAYS = /^([A-Z]{2})([IE])\.(\d{3})$/i;
/** List, kind, a letter of the name, a number, the year: `QI.B.62.02`. In use before that. */
const EARLIER = /^([A-Z]{1,2})([IE])\.([A-Z])\.(\d{1,3})\.(\d{2})$/i;

/**
 * Reads a reference of the Security Council; undefined when the text is anything else, such as a
 * sentence that has one somewhere in it: that may be somebody else's.
 */
export function parseUnReference(text: string): UnReference | undefined {
  const plain = text.trim();
  const now = TODAYS.exec(plain);
  if (now !== null) {
    const [, committee = '', letter = '', number = ''] = now;
    return reference(`${committee.toUpperCase()}${letter.toLowerCase()}.${number}`, letter);
  }
  const before = EARLIER.exec(plain);
  return before === null ? undefined : reference(plain.toUpperCase(), before[2] as string);
}

const reference = (value: string, letter: string): UnReference => ({
  value,
  kind: letter.toUpperCase() === 'I' ? 'individual' : 'entity',
});

/** The key under which a party lies whose listing states this reference. */
export const unReferenceKey = ({ value }: UnReference): string => `unsc:${value}`;
