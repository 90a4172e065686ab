import type { Sentence } from '../law/index.ts';
import type { Language } from '../screening/index.ts';
import { type Evidence, type FeedNote, kindName, type SignalEvent } from '../signals/index.ts';

/** Events as text for a person: what is proposed, by which sentence, and what follows. */

const WORDS = {
  proposed: { en: 'PROPOSED', es: 'PROPUESTO' },
  confirmed: { en: 'CONFIRMED', es: 'CONFIRMADO' },
  rejected: { en: 'REJECTED', es: 'RECHAZADO' },
  undated: { en: 'without a date', es: 'sin fecha' },
  effective: { en: 'Takes effect, as the document says', es: 'Surte efecto, según el documento' },
  publisher: { en: 'Publisher', es: 'Publicador' },
  unknown: {
    en: 'not one that is known here; find the official text',
    es: 'no es uno conocido aquí; busque el texto oficial',
  },
  because: { en: 'because', es: 'porque' },
  programme: { en: 'Names the programme', es: 'Nombra el programa' },
  party: { en: 'Names the party', es: 'Nombra a la parte' },
  mayMean: { en: 'May mean', es: 'Puede referirse a' },
  nobody: {
    en: 'No party that is known here is named. That does not prove that none is concerned.',
    es: 'No nombra a ninguna parte conocida aquí. Eso no prueba que no concierna a ninguna.',
  },
  read: { en: 'Read from', es: 'Leído de' },
  replaced: { en: 'replaced by a later version', es: 'reemplazado por una versión posterior' },
  changed: {
    en: 'What it proposes has changed since it was decided. Decide again.',
    es: 'Lo que propone cambió desde que se decidió. Decida de nuevo.',
  },
  by: { en: 'by', es: 'por' },
  about: { en: 'about', es: 'sobre' },
  do: { en: 'Do', es: 'Hacer' },
  nothing: {
    en: 'No announcement was recognised. `tamiz signals read FILE` reads feeds.',
    es: 'No se reconoció ningún anuncio. `tamiz signals read FILE` lee fuentes.',
  },
  noEvent: { en: 'No event is in that state.', es: 'Ningún evento está en ese estado.' },
  notice: {
    en:
      'Proposed by rules from what feeds say; nothing here is a legal fact, and no list and no ' +
      'table of the law is changed by it. Not legal advice.',
    es:
      'Propuesto por reglas a partir de lo que dicen las fuentes; nada de esto es un hecho ' +
      'jurídico, y no cambia ninguna lista ni tabla de la ley. No es asesoría legal.',
  },
  decide: {
    en: 'tamiz signals confirm|reject ID --by NAME --reason TEXT records what a person decides.',
    es: 'tamiz signals confirm|reject ID --by NAME --reason TEXT registra la decisión de alguien.',
  },
} as const satisfies Record<string, Sentence>;

type Word = keyof typeof WORDS;

/** Several events, with what they are worth. */
export function describeEvents(events: readonly SignalEvent[], language: Language): string {
  const open = events.some(({ state }) => state === 'proposed');
  return [
    ...events.map((event) => describeEvent(event, language)),
    [WORDS.notice[language], ...(open ? [WORDS.decide[language]] : [])].join('\n'),
  ].join('\n\n');
}

/** What is said where there is nothing to show. */
export function describeNone(kept: boolean, language: Language): string {
  return WORDS[kept ? 'noEvent' : 'nothing'][language];
}

function describeEvent(event: SignalEvent, language: Language): string {
  const say = (word: Word) => WORDS[word][language];
  const line = (text: string) => `    ${text}`;
  const kinds = event.proposal.kinds.map(({ kind }) => kindName(kind)[language]).join(', ');
  const publisher = event.publisher ?? say('unknown');
  return [
    `${event.id}  ${say(event.state)}  ${event.date ?? say('undated')}  ${kinds}`,
    line(event.title),
    ...(event.link === null ? [] : [line(event.link)]),
    line(`${say('publisher')}: ${[publisher, ...event.issuers].join('; ')}`),
    ...event.effective.map((day) => line(`${say('effective')}: ${day}`)),
    ...event.proposal.kinds.flatMap(({ kind, evidence }) => [
      line(`${kindName(kind)[language]} ${say('because')}`),
      ...quoted(evidence),
    ]),
    ...event.proposal.programmes.flatMap(({ programme, evidence }) => [
      line(`${say('programme')}: ${programme}`),
      ...quoted(evidence.slice(0, 1)),
    ]),
    ...describeParties(event, language),
    ...event.sources.map(({ feed, readAt, current }) =>
      line(
        `${say('read')} ${feed}, ${readAt.slice(0, 10)}${current ? '' : ` (${say('replaced')})`}`,
      ),
    ),
    ...describeDecisions(event, language),
  ].join('\n');
}

function describeParties({ proposal }: SignalEvent, language: Language): readonly string[] {
  if (proposal.parties.length === 0) return [`    ${WORDS.nobody[language]}`];
  return proposal.parties.flatMap(({ parties, standing, why, name, evidence }) => [
    standing === 'named'
      ? `    ${WORDS.party[language]}: ${parties.map(({ id, caption }) => `${id}  ${caption}`)}`
      : `    ${WORDS.mayMean[language]} (${name}): ${why?.[language]}`,
    ...(standing === 'named' ? [] : parties.map(({ id, caption }) => `      ${id}  ${caption}`)),
    ...quoted(evidence.slice(0, 1)),
  ]);
}

function quoted(evidence: readonly Evidence[]): readonly string[] {
  return evidence.map(({ sentence }) => `      “${sentence}”`);
}

function describeDecisions(event: SignalEvent, language: Language): readonly string[] {
  const { decisions, changedSince, todo } = event;
  return [
    ...decisions.map(({ verdict, by, at, reason, kinds, parties }) => {
      const about = [...kinds.map((kind) => kindName(kind)[language]), ...parties].join(', ');
      return (
        `    ${WORDS[verdict][language]} ${WORDS.by[language]} ${by}, ${at.slice(0, 16)}Z, ` +
        `${WORDS.about[language]} ${about}: ${reason}`
      );
    }),
    ...(changedSince ? [`    ${WORDS.changed[language]}`] : []),
    ...todo.map((what) => `    ${WORDS.do[language]}: ${what[language]}`),
  ];
}

const COUNTS = {
  en: (fresh: number, known: number, changed: number, none: number) =>
    `Items new: ${fresh}, known: ${known}. Events new or changed: ${changed}. ` +
    `Documents in all that no rule recognises: ${none}.`,
  es: (fresh: number, known: number, changed: number, none: number) =>
    `Elementos nuevos: ${fresh}, conocidos: ${known}. Eventos nuevos o cambiados: ${changed}. ` +
    `Documentos en total que ninguna regla reconoce: ${none}.`,
} as const;

/** What reading came to. */
export function describeCounts(
  counts: {
    readonly fresh: number;
    readonly known: number;
    readonly changed: number;
    readonly unrecognised: number;
  },
  language: Language,
): string {
  return COUNTS[language](counts.fresh, counts.known, counts.changed, counts.unrecognised);
}

/** A reader's note, with the feed it is about. */
export function describeNote(feed: string, { item, found }: FeedNote): string {
  return item === null ? `${feed}: ${found}` : `${feed}: ${item}: ${found}`;
}
