/** The limits that concern this room alone, each with its reason. */
export const SIGNAL_LIMITS = {
  /** One feed: the largest page of the Federal Register's interface, 1,000 documents, is under 8 MB. */
  feedBytes: 33_554_432,
  /** Items of one feed; publishers show the newest 10 to 1,000. */
  feedItems: 10_000,
  /** Title of an item; longer ones are whole texts in the wrong place. */
  titleCharacters: 2_000,
  /** Text of one item, markup taken out; a long notice has some 50,000. */
  itemCharacters: 200_000,
  /** Keys, addresses and ids. */
  keyCharacters: 2_000,
  /** Items that are kept together: decades of announcements, all looked through each time. */
  keptItems: 50_000,
  /** Parties of the caller's that announcements are searched for. */
  watchedParties: 100_000,
  /** Name and reason of a decision. */
  decisionCharacters: 2_000,
} as const;
