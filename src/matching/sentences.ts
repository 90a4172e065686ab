import type { Way } from './similarity.ts';
import type { Evidence } from './types.ts';

type Sentence = Evidence['sentence'];

const say = (en: string, es: string): Sentence => ({ en, es });

const PART: Readonly<Record<Exclude<Way, 'none'> | 'joined', Sentence>> = {
  equal: say('is the same', 'es igual'),
  variant: say('is a spelling variant', 'es una variante ortográfica'),
  nickname: say('is a short or familiar form', 'es un hipocorístico o una abreviatura'),
  slip: say('differs by a slip of the pen', 'difiere por un error de escritura'),
  initial: say('fits the initial', 'coincide con la inicial'),
  joined: say('is the same, written together', 'es igual, escrito junto'),
};

/** How common an agreeing word is, in words. */
function rarity(bits: number): Sentence {
  if (bits < 6) return say('a very common word', 'una palabra muy común');
  if (bits < 9) return say('a common word', 'una palabra común');
  if (bits < 13) return say('an uncommon word', 'una palabra poco común');
  return say('a rare word', 'una palabra rara');
}

/** Every sentence about names, in both languages; those about other facts: facts/sentences.ts. */
export const sentences = {
  part(way: keyof typeof PART, query: string, listing: string, bits: number): Sentence {
    const how = PART[way];
    const weight = rarity(bits);
    const texts = query === listing ? `“${query}”` : `“${query}” / “${listing}”`;
    return say(`${texts} ${how.en}: ${weight.en}.`, `${texts} ${how.es}: ${weight.es}.`);
  },
  missingPart: (text: string): Sentence =>
    say(
      `The listing also has “${text}”, which the record does not.`,
      `La lista tiene además «${text}», que no está en el registro.`,
    ),
  extraPart: (text: string): Sentence =>
    say(
      `The record also has “${text}”, which the listing does not.`,
      `El registro tiene además «${text}», que no está en la lista.`,
    ),
  contradictingPart: (query: string, listing: string): Sentence =>
    say(
      `“${query}” stands where the listing has “${listing}”.`,
      `«${query}» está donde la lista tiene «${listing}».`,
    ),
  givenNames: (): Sentence => say('No given name agrees.', 'Ningún nombre de pila coincide.'),
  numbers: (): Sentence => say('The numbers are different.', 'Los números son distintos.'),
  complete: (): Sentence =>
    say('Every part of both names agrees.', 'Todas las partes de ambos nombres coinciden.'),
  overCap: (): Sentence =>
    say(
      'However many rare words agree, a name counts only so much.',
      'Por muchas palabras raras que coincidan, un nombre cuenta hasta cierto punto.',
    ),
  nameDiffers: (): Sentence =>
    say(
      'The name is another one; this number stays with a ship or a wallet whatever it is called.',
      'El nombre es otro; este número sigue al buque o al monedero se llame como se llame.',
    ),
  nameAlone: (): Sentence =>
    say(
      'Too little besides the name agrees, and a name alone never confirms: it counts only so far.',
      'Coincide muy poco aparte del nombre, y un nombre solo nunca confirma.',
    ),
  legalForm: (equal: boolean): Sentence =>
    equal
      ? say('The legal form is the same.', 'La forma jurídica es la misma.')
      : say('The legal forms are different.', 'Las formas jurídicas son distintas.'),
  weakAlias: (): Sentence =>
    say(
      'The publisher calls this name a weak alias: it is never enough alone.',
      'Quien publica la lista llama a este nombre alias débil: nunca basta por sí solo.',
    ),
  acronym: (): Sentence =>
    say(
      'A short acronym can stand for several parties: it is never enough alone.',
      'Una sigla corta puede designar a varias partes: nunca basta por sí sola.',
    ),
  nameAgainstIdentifier: (): Sentence =>
    say(
      'The identifier agrees, but the names do not: one of the two may be mistyped or reused.',
      'El identificador coincide, pero los nombres no: puede haber un error o un uso ajeno.',
    ),
};
