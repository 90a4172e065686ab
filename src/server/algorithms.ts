import { ALGORITHM, MODEL } from '../matching/index.ts';

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

/** What the features of the model say, for people; every feature of ours is in it. */
const SAYS: Readonly<Record<string, string>> = {
  name: 'How well the names agree, part by part, and how common the agreeing parts are.',
  weakAlias: 'Agreement with an alias that the publisher itself calls weak.',
  acronym: 'The initials of the other name.',
  identifier: 'The same official number, or another one of the same kind.',
  birthDate: 'Dates of birth as far as both sides know them.',
  gender: 'The same gender, or the other one.',
  country: 'Countries in common.',
};

const DOCS = 'docs/concepts/matching.md';

interface FeatureDoc {
  readonly description: string;
  readonly coefficient: number;
  readonly url: string;
}

/**
 * The features of the model with its own weights in decibans: each feature with the most that it
 * can say for a match, and under it every weight that the model has for it.
 */
function modelFeatures(): Record<string, FeatureDoc> {
  const docs: Record<string, FeatureDoc> = {};
  for (const [feature, description] of Object.entries(SAYS)) {
    const weights = weightsOf(Reflect.get(MODEL, feature), feature);
    if (weights.length === 0) continue;
    const most = Math.max(...weights.map(([, points]) => points));
    docs[feature] = { description, coefficient: most, url: DOCS };
    for (const [name, points] of weights) {
      const words = `A weight of ${feature} in the model, in decibans.`;
      docs[name] = { description: words, coefficient: points, url: DOCS };
    }
  }
  return docs;
}

/** Every number in a part of the model, by its path: `birthDate.day`. */
function weightsOf(part: unknown, path: string): readonly (readonly [string, number])[] {
  if (typeof part === 'number') return [[path, part]];
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => weightsOf(value, `${path}.${key}`));
}

/** The answer of `/algorithms`. */
export function algorithmsAnswer(): object {
  const features = modelFeatures();
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
    'better) and makes a score between 0 and 1 of the sum.';
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
