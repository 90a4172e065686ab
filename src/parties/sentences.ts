import { countryName } from '../entity/index.ts';
import type { Contradiction } from '../matching/index.ts';
import type { Ambiguous, Edge, Refused, SharedToken } from './linker.ts';
import type { Rule } from './tokens.ts';

/** A sentence in both languages. */
export interface Sentence {
  readonly en: string;
  readonly es: string;
}

/** A number by its kind: in a sentence, and at its beginning. */
const WORDS: Readonly<Record<Rule, { readonly the: Sentence; readonly same: Sentence }>> = {
  id: words(`publisher's number`, 'número de su publicador'),
  'un-reference': words(
    'reference of the UN Security Council',
    'referencia del Consejo de Seguridad de la ONU',
    'la',
  ),
  curp: words('CURP', 'CURP', 'la'),
  rfc: words('RFC', 'RFC'),
  lei: words('LEI', 'LEI'),
  imo: words('IMO number', 'número OMI'),
  passport: words('passport number', 'número de pasaporte'),
  national: words('national number', 'número nacional'),
  tax: words('tax number', 'número fiscal'),
  registration: words('registration number', 'número de registro'),
  other: words('official number', 'número oficial'),
};

function words(en: string, es: string, article: 'el' | 'la' = 'el') {
  return {
    the: { en: `the ${en}`, es: `${article} ${es}` },
    same: { en: `The same ${en}`, es: `${article === 'el' ? 'El mismo' : 'La misma'} ${es}` },
  };
}

type Language = keyof Sentence;
type Number = Pick<SharedToken, 'rule' | 'shown' | 'country'>;

function numbered(how: 'the' | 'same', { rule, shown, country }: Number): Sentence {
  const say = (language: Language) => {
    const where = country === undefined ? '' : ` (${countryName(country, language)})`;
    return `${WORDS[rule][how][language]} ${shown}${where}`;
  };
  return { en: say('en'), es: say('es') };
}

/** Why two listings are one party. */
export function linkSentence({ one, other }: Edge, token: SharedToken): Sentence {
  const { en, es } = numbered('same', token);
  const lists = new Set([one.list, other.list]);
  return {
    en: `${en}, in ${[...lists].join(' and ')}.`,
    es: `${es}, en ${[...lists].join(' y ')}.`,
  };
}

const AGAINST: Readonly<Record<Contradiction['kind'], Sentence>> = {
  schema: { en: 'they are different kinds of things', es: 'son cosas de distinta clase' },
  name: { en: 'their names have no word in common', es: 'sus nombres no comparten palabra' },
  birthDate: { en: 'their birth dates are apart', es: 'sus fechas de nacimiento distan' },
  curp: { en: 'their CURPs are different', es: 'sus CURP son distintas' },
  rfc: { en: 'their RFCs are different', es: 'sus RFC son distintos' },
};

const APART: Sentence = {
  en: 'one publisher keeps them apart',
  es: 'un mismo publicador los distingue',
};

/** Why two listings that share a number were not made one party. */
export function refusedSentence({ shared, why }: Refused): Sentence {
  const reasons = (language: Language) =>
    [
      ...(why.apart ? [APART[language]] : []),
      ...why.contradictions.map(({ kind, one, other }) => {
        return `${AGAINST[kind][language]} (${one}; ${other})`;
      }),
    ].join('; ');
  const { en, es } = numbered('the', shared[0] as SharedToken);
  return {
    en: `They share ${en}, but ${reasons('en')}. One of the lists may be wrong.`,
    es: `Comparten ${es}, pero ${reasons('es')}. Una lista puede estar equivocada.`,
  };
}

/** Why a link was cut that alone would have been followed. */
export function cutSentence({ shared }: Edge): Sentence {
  const { en, es } = numbered('the', shared[0] as SharedToken);
  return {
    en:
      `They share ${en}, but what else is linked with each of them cannot be one ` +
      'party. A person should look.',
    es:
      `Comparten ${es}, pero lo demás vinculado a cada una no puede ser una sola ` +
      'parte. Debe revisarlo una persona.',
  };
}

/** Why a number was not used. */
export function ambiguousSentence({ listing, token }: Ambiguous): Sentence {
  const { en, es } = numbered('the', token);
  return {
    en: `Several records of ${listing.list} have ${en}: it names none of them.`,
    es: `Varios registros de ${listing.list} tienen ${es}: no designa a ninguno.`,
  };
}

/** More listings than one party can have. */
export const tooManySentence: Sentence = {
  en:
    'Shared numbers bring more listings together than one party can have. They were not ' +
    'followed, only ids and references.',
  es:
    'Números compartidos reúnen más registros de los que puede tener una parte. No se siguieron, ' +
    'solo identificadores y referencias.',
};
