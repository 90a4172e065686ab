import type { Static } from 'typebox';
import { type Block, fields, heading, item, note, text } from '../document.ts';
import { contact, email, phone, postalAddress } from '../fields.ts';
import { asked, form, line, list } from '../form.ts';
import { paragraphs } from '../text.ts';
import type { Language, RenderContext } from '../types.ts';
import { dayInWords } from './day.ts';

/** What letters have alike. */

/** Somebody who writes, or is written to. */
export const person = (en: string, es: string) =>
  form(en, es, {
    name: asked(line(500, 'Name', 'Nombre')),
    capacity: line(200, 'In which capacity', 'En qué carácter'),
    address: asked(postalAddress()),
    phone: phone(),
    email: email(),
  });

export const institution = (en = 'Institution', es = 'Institución') =>
  form(en, es, {
    name: asked(line(255, 'Name', 'Nombre')),
    address: asked(postalAddress()),
    contact: asked(contact()),
  });

/** The entry of a list that is at issue. */
export const listing = (en: string, es: string) =>
  form(en, es, {
    name: asked(line(500, 'Name on the list', 'Nombre en la lista')),
    id: line(100, 'Id of the listing', 'Folio en la lista'),
    programme: line(200, 'Programme', 'Programa'),
  });

/** A document that goes with the letter. */
export const enclosures = (en = 'Documents enclosed', es = 'Documentos anexos') =>
  list(
    100,
    en,
    es,
    form('Document', 'Documento', {
      what: asked(line(300, 'What it is', 'Qué es')),
      name: line(255, 'File', 'Archivo'),
      sha256: line(64, 'SHA-256', 'SHA-256'),
    }),
  );

type Address = Static<ReturnType<typeof postalAddress>>;
type Enclosure = Static<ReturnType<typeof enclosures>>[number];

export const addressText = (address: Address | undefined): string => {
  const { street, postcode, city, state, country } = address ?? {};
  const place = [postcode, city].filter((part) => part).join(' ');
  return [street, place, state, country].filter((part) => part).join(', ');
};

const WORDS = {
  en: { to: 'To', from: 'From', date: 'Date', subject: 'Subject', enclosed: 'Enclosed' },
  es: { to: 'Para', from: 'De', date: 'Fecha', subject: 'Asunto', enclosed: 'Anexos' },
} as const;

/** Who writes to whom, when and about what. */
export function letterHead(
  parts: { readonly to: string; readonly from: string; readonly subject: string },
  { now, language }: RenderContext,
): Block {
  const words = WORDS[language];
  return fields([
    [words.to, parts.to],
    [words.from, parts.from],
    [words.date, dayInWords(now.toISOString().slice(0, 10), language)],
    [words.subject, parts.subject],
  ]);
}

export const proseBlocks = (words: string | undefined): Block[] =>
  paragraphs(words ?? '').map(text);

export function enclosureBlocks(
  all: readonly Enclosure[] | undefined,
  language: Language,
): Block[] {
  if (all === undefined || all.length === 0) return [];
  return [
    heading(WORDS[language].enclosed, 2),
    ...all.flatMap(({ what = '', name, sha256 }) => [
      item(name === undefined ? what : `${what} (${name})`),
      ...(sha256 === undefined ? [] : [note(`SHA-256 ${sha256}`)]),
    ]),
  ];
}
