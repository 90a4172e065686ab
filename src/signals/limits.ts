/** The limits that concern this room alone, each with its reason. */
export const SIGNAL_LIMITS = {
  /** One feed: a page of 1,000 documents of the Federal Register may have 32 kB for each. */
  feedBytes: 33_554_432,
  /** Items of one feed: ten of the largest pages of the Federal Register together. */
  feedItems: 10_000,
  /** Title of an item; longer ones are whole texts in the wrong place. */
  titleCharacters: 2_000,
  /** Text of one item, markup taken out: some 30,000 words, a whole notice. */
  itemCharacters: 200_000,
  /** Keys, addresses and ids. */
  keyCharacters: 2_000,
  /** Items that are kept, all looked through each time: 40 a week for ten years. */
  keptItems: 20_000,
  /** Parties of the caller's that announcements are searched for. */
  watchedParties: 100_000,
  /** Name and reason of a decision. */
  decisionCharacters: 2_000,
} as const;
