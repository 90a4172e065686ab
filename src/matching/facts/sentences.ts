import type { IdentifierKind, LetterFit } from '../../identifiers/index.ts';
import type { Evidence } from '../types.ts';
import type { AddressAgreement } from './address.ts';
import type { DateAgreement } from './date-agreement.ts';
import type { BirthPlaceAgreement } from './places.ts';

type Sentence = Evidence['sentence'];

const say = (en: string, es: string): Sentence => ({ en, es });

/** What identifiers are called; the plain word for those without a name of their own. */
const IDENTIFIER: Readonly<Record<IdentifierKind, Sentence>> = {
  curp: say('CURP', 'CURP'),
  rfc: say('RFC', 'RFC'),
  passport: say('passport number', 'número de pasaporte'),
  imo: say('IMO number', 'número OMI'),
  mmsi: say('MMSI', 'MMSI'),
  lei: say('LEI', 'LEI'),
  swift: say('SWIFT/BIC', 'SWIFT/BIC'),
  wallet: say('wallet address', 'dirección de monedero'),
  tax: say('tax number', 'número fiscal'),
  registration: say('registration number', 'número de registro'),
  national: say('national identity number', 'número de identidad'),
  other: say('identifier', 'identificador'),
  phone: say('phone number', 'número de teléfono'),
  email: say('mail address', 'correo electrónico'),
  domain: say('internet domain', 'dominio de internet'),
};

const DATE: Readonly<Record<DateAgreement, Sentence>> = {
  day: say('The birth date is the same.', 'La fecha de nacimiento es la misma.'),
  dayPlaceholder: say(
    'The birth date is the same, but 1 January and 1 July often stand for a day nobody knows.',
    'La fecha de nacimiento es la misma, pero el 1 de enero y el 1 de julio suelen ser de relleno.',
  ),
  month: say(
    'Year and month of birth are the same; the day is not known on both sides.',
    'El año y el mes de nacimiento coinciden; el día no consta en ambos lados.',
  ),
  year: say(
    'The year of birth is the same; more is not known on both sides.',
    'El año de nacimiento coincide; no consta más en ambos lados.',
  ),
  yearPlaceholder: say(
    'The year of birth is the same; 1 January and 1 July often stand for a day nobody knows.',
    'El año de nacimiento coincide; el 1 de enero y el 1 de julio suelen ser de relleno.',
  ),
  swapped: say(
    'The birth date is the same with day and month swapped.',
    'La fecha de nacimiento coincide con día y mes intercambiados.',
  ),
  digit: say(
    'One digit of the day or month of birth is another.',
    'Una cifra del día o del mes de nacimiento es otra.',
  ),
  circa: say(
    'The year of birth is about the same; one side knows it only roughly.',
    'El año de nacimiento es aproximadamente el mismo; un lado solo lo conoce así.',
  ),
  nextYear: say(
    'The years of birth differ by one; more is not known on both sides.',
    'Los años de nacimiento difieren en uno; no consta más en ambos lados.',
  ),
  yearDigit: say(
    'Day and month of birth are the same, one digit of the year is another.',
    'El día y el mes de nacimiento coinciden, una cifra del año es otra.',
  ),
  sameYear: say(
    'The birth dates are different days of the same year.',
    'Las fechas de nacimiento son días distintos del mismo año.',
  ),
  yearApart: say(
    'The birth dates are different, about a year apart.',
    'Las fechas de nacimiento son distintas, con cerca de un año de diferencia.',
  ),
  yearsApart: say(
    'The birth dates are years apart.',
    'Las fechas de nacimiento difieren en varios años.',
  ),
  decadesApart: say(
    'The birth dates are ten years or more apart.',
    'Las fechas de nacimiento difieren en diez años o más.',
  ),
};

const BIRTH_PLACE: Readonly<Record<BirthPlaceAgreement, Sentence>> = {
  place: say('The place of birth is the same.', 'El lugar de nacimiento es el mismo.'),
  state: say('The state of birth is the same.', 'El estado de nacimiento es el mismo.'),
  country: say('The country of birth is the same.', 'El país de nacimiento es el mismo.'),
  stateDifferent: say(
    'The states of birth are different.',
    'Los estados de nacimiento son distintos.',
  ),
  countryDifferent: say(
    'The countries of birth are different.',
    'Los países de nacimiento son distintos.',
  ),
};

const ADDRESS: Readonly<Record<AddressAgreement, Sentence>> = {
  house: say('Street and number agree.', 'Coinciden la calle y el número.'),
  street: say(
    'Most of the address, or its postal code, agrees.',
    'Coincide casi toda la dirección, o el código postal.',
  ),
  city: say('A place in the address agrees.', 'Coincide un lugar de la dirección.'),
};

const PART: Readonly<Record<LetterFit['agreeing'][number], Sentence>> = {
  paternal: say('the first surname', 'el primer apellido'),
  maternal: say('the second surname', 'el segundo apellido'),
  given: say('the given name', 'el nombre de pila'),
};

/** Adds from which identifier a fact follows. */
const implied = (sentence: Sentence, from: string | undefined): Sentence =>
  from === undefined
    ? sentence
    : say(`${sentence.en} (It follows from ${from}.)`, `${sentence.es} (Se deduce de ${from}.)`);

const either = (yes: boolean, ifSo: Sentence, ifNot: Sentence): Sentence => (yes ? ifSo : ifNot);

/** Every sentence about facts other than names, in both languages. */
export const sentences = {
  identifierEqual: (kind: IdentifierKind): Sentence =>
    say(`The ${IDENTIFIER[kind].en} is the same.`, `El mismo dato: ${IDENTIFIER[kind].es}.`),
  identifierNear: (kind: IdentifierKind): Sentence =>
    say(
      `The ${IDENTIFIER[kind].en} is nearly the same: shortened, or with a slip.`,
      `Dato casi igual: ${IDENTIFIER[kind].es}, abreviado o con un error.`,
    ),
  identifierDifferent: (kind: IdentifierKind): Sentence =>
    say(`The ${IDENTIFIER[kind].en} is different.`, `Dato distinto: ${IDENTIFIER[kind].es}.`),
  contact: (kind: IdentifierKind): Sentence =>
    say(
      `The ${IDENTIFIER[kind].en} is the same; families and firms share such things.`,
      `El mismo dato: ${IDENTIFIER[kind].es}; familias y empresas lo comparten.`,
    ),
  birthDate: (how: DateAgreement, from: string | undefined, several: boolean): Sentence => {
    const sentence = implied(DATE[how], from);
    if (!several) return sentence;
    return say(
      `${sentence.en} One of several dates: it counts for less.`,
      `${sentence.es} Es una de varias fechas: cuenta menos.`,
    );
  },
  birthDateMissing: (): Sentence =>
    say(
      'The listing has a birth date; the record has none to compare.',
      'La lista tiene fecha de nacimiento; el registro no tiene con qué compararla.',
    ),
  deathDate: (agrees: boolean): Sentence =>
    either(
      agrees,
      say('The year of death is the same.', 'El año de fallecimiento es el mismo.'),
      say('The years of death are different.', 'Los años de fallecimiento son distintos.'),
    ),
  incorporationDate: (agrees: boolean, from: string | undefined): Sentence =>
    implied(
      either(
        agrees,
        say(
          'The date of incorporation agrees as far as it is known.',
          'La fecha de constitución coincide hasta donde consta.',
        ),
        say(
          'The dates of incorporation are different.',
          'Las fechas de constitución son distintas.',
        ),
      ),
      from,
    ),
  gender: (equal: boolean, from: string | undefined): Sentence =>
    implied(
      either(
        equal,
        say('The sex stated is the same.', 'El sexo indicado es el mismo.'),
        say('The sex stated is different.', 'El sexo indicado es distinto.'),
      ),
      from,
    ),
  nationality: (shared: boolean): Sentence =>
    either(
      shared,
      say(
        'A nationality agrees; it helps to tell people apart and is never a sign of risk.',
        'Coincide una nacionalidad; sirve para distinguir personas y nunca es señal de riesgo.',
      ),
      say(
        'No nationality agrees; people have several, and change them.',
        'Ninguna nacionalidad coincide; se pueden tener varias y cambiar.',
      ),
    ),
  country: (shared: boolean): Sentence =>
    either(
      shared,
      say(
        'A country agrees; it helps to tell people apart and is never a sign of risk.',
        'Coincide un país; sirve para distinguir personas y nunca es señal de riesgo.',
      ),
      say('No country agrees; people move.', 'Ningún país coincide; la gente se muda.'),
    ),
  jurisdictionDifferent: (): Sentence =>
    say('They are incorporated in different countries.', 'Están constituidas en países distintos.'),
  birthPlace: (how: BirthPlaceAgreement, from: string | undefined): Sentence =>
    implied(BIRTH_PLACE[how], from),
  address: (how: AddressAgreement): Sentence => ADDRESS[how],
  lettersFit: (from: string): Sentence =>
    say(`The name fits the letters of ${from}.`, `El nombre concuerda con las letras de ${from}.`),
  lettersAgainst: (from: string, parts: LetterFit['contradicting']): Sentence => {
    const named = (language: 'en' | 'es') => parts.map((p) => PART[p][language]).join(', ');
    return say(
      `The letters of ${from} are those of another name: ${named('en')}.`,
      `Las letras de ${from} son de otro nombre: ${named('es')}.`,
    );
  },
  companyLetters: (fit: boolean, from: string): Sentence =>
    either(
      fit,
      sentences.lettersFit(from),
      say(
        `The letters of ${from} are not those of this name; firms change theirs.`,
        `Las letras de ${from} no son las de este nombre; las empresas lo cambian.`,
      ),
    ),
  vesselType: (): Sentence =>
    say('The type of vessel is the same.', 'El tipo de buque es el mismo.'),
  tonnage: (equal: boolean): Sentence =>
    either(
      equal,
      say('The tonnage is the same.', 'El tonelaje es el mismo.'),
      say('The tonnages are far apart.', 'Los tonelajes son muy distintos.'),
    ),
  built: (equal: boolean): Sentence =>
    either(
      equal,
      say('The year of construction is the same.', 'El año de construcción es el mismo.'),
      say('The years of construction are different.', 'Los años de construcción son distintos.'),
    ),
  smallFacts: (): Sentence =>
    say(
      'However many small facts agree, together they count only so much.',
      'Por muchos datos menores que coincidan, juntos cuentan hasta cierto punto.',
    ),
};
