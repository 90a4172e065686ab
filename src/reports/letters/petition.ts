import type { Static } from 'typebox';
import { type Block, type Document, heading, item, text } from '../document.ts';
import { asked, choice, day, fieldOf, filled, form, isFilled, line, list, prose } from '../form.ts';
import { basisBlocks, missingBlocks } from '../form-document.ts';
import { writePdf } from '../pdf/pdf.ts';
import { type Filling, report } from '../report.ts';
import type { Language } from '../types.ts';
import { dayInWords } from './day.ts';
import {
  addressText,
  enclosureBlocks,
  enclosures,
  letterHead,
  listing,
  person,
  proseBlocks,
} from './parts.ts';
import { revealing } from './reveals.ts';

const GROUNDS = {
  basis: { en: 'There is no sufficient basis', es: 'No hay fundamento suficiente' },
  changed: { en: 'The circumstances have changed', es: 'Las circunstancias cambiaron' },
  remedied: { en: 'Steps were taken that remedy it', es: 'Se tomaron medidas que lo remedian' },
  identity: { en: 'It is somebody else', es: 'Se trata de otra persona' },
  other: { en: 'Another ground', es: 'Otro motivo' },
} as const;

/** What a petition to be removed from a list says. */
const PETITION_FORM = form('Petition to be removed', 'Petición de retiro', {
  petitioner: asked(person('Petitioner', 'Peticionario')),
  authority: asked(
    choice(
      {
        ofac: {
          en: 'Office of Foreign Assets Control, US Department of the Treasury',
          es: 'Office of Foreign Assets Control, Departamento del Tesoro de EE. UU.',
        },
        state: { en: 'US Department of State', es: 'Departamento de Estado de EE. UU.' },
      },
      'To whom: the one that designated',
      'A quién: la autoridad que designó',
    ),
  ),
  listed: asked(listing('The listing', 'La inclusión en la lista')),
  listedOn: day('Day of the listing', 'Día de la inclusión'),
  grounds: asked(
    list(
      20,
      'Grounds',
      'Motivos',
      form('Ground', 'Motivo', {
        kind: asked(choice(GROUNDS, 'Kind', 'Clase')),
        facts: asked(prose(8_000, 'Facts and arguments', 'Hechos y argumentos')),
        evidence: list(50, 'Evidence', 'Pruebas', line(300, 'What shows it', 'Lo que lo muestra')),
      }),
    ),
  ),
  steps: list(
    50,
    'Steps that are offered',
    'Medidas que se ofrecen',
    line(1_000, 'Step', 'Medida'),
  ),
  meeting: line(
    500,
    'Whether a meeting is asked for, and why',
    'Si se pide una reunión, y por qué',
  ),
  enclosures: asked(enclosures()),
});

export type PetitionInput = Static<typeof PETITION_FORM>;

const WORDS = {
  en: {
    subject: (name: string) => `31 CFR 501.807: petition for removal of ${name}`,
    ask: (name: string) =>
      `This asks that the designation of ${name} be reconsidered and that the name be removed ` +
      'from the list. Whatever else is needed to decide will be sent when it is asked for.',
    listing: 'The listing',
    since: 'listed on',
    ground: 'Ground',
    evidence: 'Shown by',
    steps: 'Steps that are offered',
    meeting: 'Meeting',
  },
  es: {
    subject: (name: string) => `31 CFR 501.807: petición de retiro de ${name}`,
    ask: (name: string) =>
      `Se pide reconsiderar la designación de ${name} y retirar el nombre de la lista. Lo demás ` +
      'que haga falta para decidir se enviará cuando se pida.',
    listing: 'La inclusión en la lista',
    since: 'incluido el',
    ground: 'Motivo',
    evidence: 'Lo muestra',
    steps: 'Medidas que se ofrecen',
    meeting: 'Reunión',
  },
} as const;

function groundBlocks({ grounds }: PetitionInput, language: Language): Block[] {
  const words = WORDS[language];
  return filled(grounds).flatMap(({ kind, facts, evidence }, index) => [
    heading(`${words.ground} ${index + 1}: ${kind === undefined ? '…' : GROUNDS[kind][language]}`),
    ...proseBlocks(facts),
    ...filled(evidence).map((one) => item(`${words.evidence}: ${one}`)),
  ]);
}

function petitionDocument(filling: Filling<typeof PETITION_FORM>): Document {
  const { report: made, input, missing, context } = filling;
  const { language } = context;
  const words = WORDS[language];
  const { petitioner = {}, listed = {}, authority, listedOn, steps, meeting } = input;
  const { name, capacity, address, phone, email } = petitioner;
  const to = fieldOf(PETITION_FORM).properties?.['authority']?.codes?.[authority ?? ''];
  const since = listedOn === undefined ? '' : `${words.since} ${dayInWords(listedOn, language)}`;
  const offered = filled(steps);
  return {
    title: made.title[language],
    blocks: [
      ...missingBlocks(missing, language),
      letterHead(
        {
          to: to?.[language] ?? '…',
          from: [name, capacity, addressText(address), phone, email].filter((p) => p).join(', '),
          subject: words.subject(listed.name ?? '…'),
        },
        context,
      ),
      text(words.ask(listed.name ?? '…')),
      heading(words.listing, 2),
      text([listed.name, listed.id, listed.programme, since].filter((part) => part).join(', ')),
      ...groundBlocks(input, language),
      ...(offered.length > 0 ? [heading(words.steps), ...offered.map(item)] : []),
      ...(isFilled(meeting) ? [heading(words.meeting, 2), text(meeting ?? '')] : []),
      ...enclosureBlocks(filled(input.enclosures), language),
      ...basisBlocks(made.basis, language),
    ],
  };
}

export const OFAC_PETITION = report({
  name: 'us-ofac-petition',
  title: {
    en: 'Petition to be removed from a list',
    es: 'Petición para ser retirado de una lista',
  },
  about: {
    en:
      'A letter that asks the authority which designated to reconsider, under 31 CFR 501.807: ' +
      'the State Department where that designated, else OFAC. No time is set for the answer.',
    es:
      'Una carta que pide reconsiderar a la autoridad que designó, según 31 CFR 501.807: el ' +
      'Departamento de Estado si designó él, si no OFAC. No hay plazo para la respuesta.',
  },
  basis: ['31-cfr-501-807', 'ina-219'],
  input: PETITION_FORM,
  wrong: (input) => revealing(fieldOf(PETITION_FORM), input, 'us-ofac-petition'),
  writers: { pdf: (filling) => writePdf(petitionDocument(filling), filling.context) },
});
