import type { Static } from 'typebox';
import { type Block, type Document, fields, heading, text } from '../document.ts';
import { money } from '../fields.ts';
import { amount, asked, day, fieldOf, filled, form, isFilled, line, list, prose } from '../form.ts';
import { basisBlocks, missingBlocks } from '../form-document.ts';
import { writePdf } from '../pdf/pdf.ts';
import { type Filling, report } from '../report.ts';
import type { Language } from '../types.ts';
import { dayInWords } from './day.ts';
import {
  addressText,
  enclosureBlocks,
  enclosures,
  institution,
  letterHead,
  listing,
  person,
  proseBlocks,
} from './parts.ts';
import { revealing } from './reveals.ts';

/** What a request to release property blocked by mistaken identity says. */
const RELEASE_FORM = form('Request for a compliance release', 'Solicitud de liberación', {
  asker: asked(person('Who asks', 'Quién solicita')),
  concerned: asked(
    form('Whose property it is', 'De quién son los bienes', {
      name: asked(line(500, 'Name', 'Nombre')),
      birthDate: day('Date of birth', 'Fecha de nacimiento'),
      document: asked(line(300, 'Identity document', 'Documento de identidad')),
    }),
  ),
  holder: asked(institution('Holder of the property', 'Tenedor de los bienes')),
  property: asked(
    form('Property', 'Bienes', {
      description: asked(line(1_000, 'Description', 'Descripción')),
      account: line(100, 'Account or wallet', 'Cuenta o monedero'),
      value: asked(money('Value', 'Valor')),
      valueUsd: amount('Value in US dollars', 'Valor en dólares'),
      blocked: asked(day('Day of blocking', 'Día del bloqueo')),
      reference: line(100, 'Reference of the report of blocking', 'Referencia del bloqueo'),
    }),
  ),
  listed: asked(listing('The listed party', 'La persona listada')),
  differences: asked(
    list(
      100,
      'What tells the two apart',
      'Lo que distingue a las dos personas',
      form('Difference', 'Diferencia', {
        what: asked(line(200, 'What', 'Qué')),
        ours: asked(line(1_000, 'Whose property it is', 'Titular de los bienes')),
        listed: asked(line(1_000, 'The listed party', 'La persona listada')),
        source: line(500, 'How it is known', 'Cómo se sabe'),
      }),
    ),
  ),
  statement: prose(8_000, 'Statement', 'Declaración'),
  enclosures: asked(enclosures()),
});

export type ReleaseInput = Static<typeof RELEASE_FORM>;

const WORDS = {
  en: {
    to: 'Office of Foreign Assets Control, by email to OFACReport@treasury.gov',
    ask: (name: string, listed: string) =>
      `This asks for the release of property that was blocked because ${name} was taken for ` +
      `${listed}, who is somebody else.`,
    concerned: 'Whose property it is',
    property: 'The property',
    differences: 'What tells the two apart',
    columns: ['What', 'Whose property it is', 'The listed party', 'How it is known'],
    statement: 'Statement',
    name: 'Name',
    birthDate: 'Date of birth',
    document: 'Identity document',
    listed: 'The listed party',
    description: 'Description',
    holder: 'Held by',
    contact: 'Contact there',
    account: 'Account or wallet',
    value: 'Value',
    blocked: 'Blocked on',
    reference: 'Report of blocking',
    asker: 'Who asks',
  },
  es: {
    to: 'Office of Foreign Assets Control, por correo a OFACReport@treasury.gov',
    ask: (name: string, listed: string) =>
      `Se solicita liberar bienes bloqueados porque se confundió a ${name} con ${listed}, que es ` +
      'otra persona.',
    concerned: 'De quién son los bienes',
    property: 'Los bienes',
    differences: 'Lo que distingue a las dos personas',
    columns: ['Qué', 'Titular de los bienes', 'La persona listada', 'Cómo se sabe'],
    statement: 'Declaración',
    name: 'Nombre',
    birthDate: 'Fecha de nacimiento',
    document: 'Documento de identidad',
    listed: 'La persona listada',
    description: 'Descripción',
    holder: 'En poder de',
    contact: 'Contacto ahí',
    account: 'Cuenta o monedero',
    value: 'Valor',
    blocked: 'Bloqueados el',
    reference: 'Informe del bloqueo',
    asker: 'Quién solicita',
  },
} as const;

/** The subject that the regulation gives, in English whatever the language of the letter. */
const SUBJECT = '31 CFR 501.806---Request for a Compliance Release';

const said = (rows: readonly (readonly [string, string | undefined])[]): Block =>
  fields(rows.flatMap(([label, value]) => (isFilled(value) ? [[label, value ?? '']] : [])));

function propertyRows({ property = {}, holder = {} }: ReleaseInput, language: Language): Block {
  const words = WORDS[language];
  const { value = {}, valueUsd } = property;
  const dollars = valueUsd === undefined ? '' : ` (${valueUsd} USD)`;
  const { name, title, phone, email } = holder.contact ?? {};
  return said([
    [words.description, property.description],
    [words.account, property.account],
    [words.value, `${value.amount ?? ''} ${value.currency ?? ''}${dollars}`],
    [words.blocked, dayInWords(property.blocked, language)],
    [words.reference, property.reference],
    [words.holder, [holder.name, addressText(holder.address)].filter((part) => part).join(', ')],
    [words.contact, [name, title, phone, email].filter((part) => part).join(', ')],
  ]);
}

function releaseDocument(filling: Filling<typeof RELEASE_FORM>): Document {
  const { report: made, input, missing, context } = filling;
  const { language } = context;
  const words = WORDS[language];
  const { asker = {}, concerned = {}, listed = {} } = input;
  const from = [asker.name, asker.capacity, addressText(asker.address), asker.phone, asker.email];
  return {
    title: made.title[language],
    blocks: [
      ...missingBlocks(missing, language),
      letterHead(
        { to: words.to, from: from.filter((part) => part).join(', '), subject: SUBJECT },
        context,
      ),
      text(words.ask(concerned.name ?? '…', listed.name ?? '…')),
      heading(words.concerned),
      said([
        [words.name, concerned.name],
        [words.birthDate, dayInWords(concerned.birthDate, language)],
        [words.document, concerned.document],
        [words.listed, [listed.name, listed.id, listed.programme].filter((p) => p).join(', ')],
      ]),
      heading(words.property),
      propertyRows(input, language),
      heading(words.differences),
      {
        kind: 'table',
        headings: words.columns,
        rows: filled(input.differences).map(({ what, ours, listed: theirs, source }) => [
          ...[what ?? '', ours ?? '', theirs ?? '', source ?? ''],
        ]),
        widths: [2, 3, 3, 3],
      },
      ...(isFilled(input.statement) ? [heading(words.statement)] : []),
      ...proseBlocks(input.statement),
      ...enclosureBlocks(filled(input.enclosures), language),
      ...basisBlocks(made.basis, language),
    ],
  };
}

export const OFAC_RELEASE = report({
  name: 'us-ofac-release',
  title: {
    en: 'Request for a compliance release (mistaken identity)',
    es: 'Solicitud de liberación por identidad equivocada',
  },
  about: {
    en:
      'A letter to OFAC that asks for the release of property blocked by mistaken identity, with ' +
      'what 31 CFR 501.806 names. OFAC reads English; the Spanish one is for the person concerned.',
    es:
      'Una carta a OFAC que pide liberar bienes bloqueados por identidad equivocada, con lo que ' +
      'nombra 31 CFR 501.806. OFAC lee inglés; la versión en español es para la persona afectada.',
  },
  basis: ['31-cfr-501-806'],
  input: RELEASE_FORM,
  wrong: (input) => revealing(fieldOf(RELEASE_FORM), input, 'us-ofac-release'),
  writers: { pdf: (filling) => writePdf(releaseDocument(filling), filling.context) },
});
