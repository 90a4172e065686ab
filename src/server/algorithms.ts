import { ALGORITHM } from '../matching/index.ts';

/** yente's algorithms. Their names are taken, so that its clients work; ours answers. */
const FOREIGN = [
  'logic-v2',
  'logic-v1',
  'ofac',
  'name-based',
  'name-qualified',
  'regression-v1',
] as const;

/** What `logic-v2` can be tuned with. Taken for the same reason, without effect. */
const FOREIGN_CONFIG = [
  'nm_name_property',
  'nm_number_mismatch',
  'nm_extra_query_name',
  'nm_extra_result_name',
  'nm_family_name_weight',
  'nm_fuzzy_cutoff_factor',
] as const;

/** Whether `/match` takes this name, in any letter case, as yente does. */
export function isAlgorithm(name: string): boolean {
  const plain = name.toLowerCase().trim();
  return plain === 'best' || plain === ALGORITHM || FOREIGN.some((foreign) => foreign === plain);
}

export function isConfigKey(key: string): boolean {
  return FOREIGN_CONFIG.some((known) => known === key);
}

const FEATURES: Readonly<Record<string, string>> = {
  name: 'How well the names agree, word by word, and how common the agreeing words are.',
  weakAlias: 'Agreement with an alias that the publisher itself calls weak.',
  identifier: 'The same official number, or another one of the same kind.',
  birthDate: 'Dates of birth as far as both sides know them.',
  gender: 'The same gender, or the other one.',
  country: 'Countries in common.',
  missing: 'What would have helped and one side does not say.',
};

const DOCS = 'docs/reference/http.md';

/** The answer of `/algorithms`. */
export function algorithmsAnswer(): object {
  const features = Object.fromEntries(
    Object.entries(FEATURES).map(([name, description]) => [
      name,
      { description, coefficient: 1, url: DOCS },
    ]),
  );
  const config = Object.fromEntries(
    FOREIGN_CONFIG.map((name) => [
      name,
      { type: 'float', description: 'Accepted for yente clients; has no effect.', default: null },
    ]),
  );
  const entry = (name: string, description: string, known: object): object => ({
    name,
    description,
    features,
    docs: { name, description, config: known, features },
  });
  const own =
    'Adds up the evidence for and against in decibans (ten points make the odds ten times ' +
    'better) and gives the probability that both are the same party.';
  return {
    algorithms: [
      entry(ALGORITHM, own, {}),
      ...FOREIGN.map((name) =>
        entry(name, `Accepted for yente clients; ${ALGORITHM} answers.`, config),
      ),
    ],
    default: 'best',
    best: ALGORITHM,
  };
}
