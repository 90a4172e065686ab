import { loadData } from '../base/index.ts';

type Gender = 'male' | 'female' | 'other';

const { genders } = loadData<{ genders: Record<Gender, readonly string[]> }>('genders.json');

const genderOfWord = new Map(
  (Object.entries(genders) as [Gender, readonly string[]][]).flatMap(([gender, words]) =>
    words.map((word) => [word, gender]),
  ),
);

/**
 * FollowTheMoney's gender of a word or letter in English or Spanish, whatever its case and accents;
 * undefined when it is not known. A bare `M` is male: who knows better must look before asking.
 */
export function genderOf(text: string): Gender | undefined {
  const folded = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  return genderOfWord.get(folded);
}

/** FollowTheMoney's parts of a person's name, in the order in which they are spoken. */
export const NAME_PARTS: readonly string[] = [
  'firstName',
  'secondName',
  'middleName',
  'fatherName',
  'lastName',
  'motherName',
];
