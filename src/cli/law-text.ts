import {
  type Basis,
  citations,
  clocks,
  describeActor,
  dueOf,
  type Effect,
  type LawAnswer,
  type Licence,
  lawWords,
  programmes,
  type Sentence,
  type Verified,
} from '../law/index.ts';
import type { Language } from '../screening/index.ts';

/** An answer about the law as text for a person. */

const WORDS = {
  foundBy: { en: 'Found by its name', es: 'Encontrada por su nombre' },
  on: { en: 'On', es: 'El' },
  knownOn: { en: 'as it was known on', es: 'según se sabía el' },
  knownNow: { en: 'as it is known now', es: 'según se sabe ahora' },
  for: { en: 'for a', es: 'para' },
  nothing: {
    en:
      'No act that this table knows binds this actor on that day. ' +
      'That does not prove that none does.',
    es:
      'Ningún acto que esta tabla conozca obliga a este actor ese día. ' +
      'Eso no prueba que ninguno lo haga.',
  },
  why: { en: 'Why', es: 'Por qué' },
  reaches: { en: 'Reaches', es: 'Alcanza' },
  do: { en: 'Do', es: 'Hacer' },
  factor: { en: 'Factor', es: 'Factor' },
  clocks: { en: 'Clocks', es: 'Plazos' },
  starts: { en: 'starts with:', es: 'corre desde:' },
  ifThatDay: { en: 'if that happens on the day asked for:', es: 'si ocurre el día consultado:' },
  law: { en: 'Law', es: 'Norma' },
  verified: { en: 'Verified', es: 'Verificado' },
  since: { en: 'from', es: 'desde' },
  seen: { en: 'seen on', es: 'visto el' },
  known: { en: 'known', es: 'conocido' },
  announced: { en: 'announced for', es: 'anunciado para' },
  others: { en: 'Binds others, not this actor', es: 'Obliga a otros, no a este actor' },
  notInForce: { en: 'Not in force on that day', es: 'No vigente ese día' },
  left: { en: 'Left out by name', es: 'Excluida por su nombre' },
  later: {
    en: 'Not known on that day, and left out',
    es: 'No se conocía ese día, y se omite',
  },
  mayChange: { en: 'May change', es: 'Puede cambiar' },
  licences: { en: 'Licences', es: 'Licencias' },
  condition: { en: 'condition', es: 'condición' },
  remedies: { en: 'For the party', es: 'Para la parte' },
  insteadOf: { en: 'instead of', es: 'en lugar de' },
} as const satisfies Record<string, Sentence>;

/** The whole answer. */
export function describeAnswer(answer: LawAnswer, language: Language, name?: string): string {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const { party, date, knownAt, actor, effects } = answer;
  const as = knownAt === null ? say('knownNow') : `${say('knownOn')} ${knownAt}`;
  const head = [
    ...(party.caption === party.id ? [party.id] : [`${party.caption} (${party.id})`]),
    ...(name === undefined || name === party.caption ? [] : [`${say('foundBy')} “${name}”`]),
    `${say('on')} ${date}, ${as}, ${say('for')} ${describeActor(actor)[language]}; ` +
      `${lawWords.via[party.via][language]}.`,
  ];
  const blocks = effects.map((effect) => describeEffect(effect, language));
  const rest = [
    ...(effects.length === 0 ? [say('nothing')] : []),
    ...answer.excluded.map(
      ({ as: name, party: out, order }) =>
        `${say('left')}: ${name}${out === undefined ? '' : `, ${out.text[language]}`}. ` +
        `${cited(order.citations, language)}`,
    ),
    ...answer.others.map(
      ({ act, programme, binds }) =>
        `${say('others')}: ${lawWords.acts[act][language]} ${programme} ` +
        `(${binds.map((one) => one[language]).join(', ')})`,
    ),
    ...answer.notInForce.map((basis) => `${say('notInForce')}: ${describeBasis(basis, language)}`),
    ...(answer.knownLater.length === 0 ? [] : [`${say('later')}: ${answer.knownLater.join(', ')}`]),
    ...answer.amendments.map(
      ({ what, citations: ids, verified }) =>
        `${say('mayChange')}: ${what[language]} ${cited(ids, language)} ` +
        `[${short(verified, language)}]`,
    ),
  ];
  return [
    head.join('\n'),
    ...blocks,
    ...(rest.length === 0 ? [] : [rest.join('\n')]),
    ...describeClocks(answer, language),
    ...describeLicences(answer.licences, language),
    ...describeRemedies(effects, language),
    `${lawWords.union[language]} ${lawWords.notice[language]} [${answer.lawVersion}]`,
  ].join('\n\n');
}

function describeEffect(effect: Effect, language: Language): string {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const line = (key: keyof typeof WORDS, text: string) => `    ${say(key)}: ${text}`;
  const { act, insteadOf, programme, standing, basis } = effect;
  const name = programmes.get(programme)?.name[language];
  const tied =
    insteadOf === undefined ? '' : ` (${say('insteadOf')} ${lawWords.acts[insteadOf][language]})`;
  return [
    `${lawWords.acts[act][language]}${tied}  ${programme}${name === undefined ? '' : `, ${name}`}` +
      `: ${lawWords.certainties[standing][language]}`,
    `    ${effect.text[language]}`,
    ...(effect.viaText === undefined ? [] : [`    ${effect.viaText[language]}`]),
    line('why', describeBasis(basis, language)),
    line('reaches', effect.reach.map((one) => lawWords.reaches[one][language]).join('; ')),
    ...effect.duties.map((duty) => line('do', duty[language])),
    ...effect.factors.map((factor) => line('factor', factor[language])),
    ...(basis.sarKey === undefined
      ? []
      : [`    ${lawWords.orderTexts.sarKey[language]}: ${basis.sarKey}`]),
    ...(effect.clocks.length === 0 ? [] : [line('clocks', effect.clocks.join(', '))]),
    line('law', cited(effect.citations, language)),
    line('verified', lawWords.verified[effect.verified][language]),
  ].join('\n');
}

/** Why: since when, who says so, and how that was verified. */
function describeBasis(basis: Basis, language: Language): string {
  const say = (key: keyof typeof WORDS) => WORDS[key][language];
  const { from, seen, announcedFrom, known } = basis.known;
  const times = [
    from === undefined ? '' : `${say('since')} ${from}`,
    from === undefined && seen !== undefined ? `${say('seen')} ${seen}` : '',
    from === undefined && announcedFrom !== undefined ? `${say('announced')} ${announcedFrom}` : '',
    `${say('known')} ${known}`,
  ].filter((text) => text !== '');
  const who = basis.sources.map(({ dataset, reference }) =>
    reference === undefined ? dataset : `${dataset}: ${reference}`,
  );
  const about = [basis.order ?? basis.programme, ...times].join(', ');
  const sources = who.length === 0 ? '' : ` (${who.join('; ')})`;
  const notes = basis.notes.map((note) => ` ${note[language]}`).join('');
  const state = lawWords.certainties[basis.standing][language];
  return `${about}; ${state}${sources} [${short(basis.verified, language)}].${notes}`;
}

/** Every clock of the answer once, whichever effects start it. */
function describeClocks(answer: LawAnswer, language: Language): readonly string[] {
  const ids = new Set(answer.effects.flatMap((effect) => effect.clocks));
  const lines = [...ids].flatMap((id) => {
    const text = describeClock(id, answer, language);
    return text === undefined ? [] : [`    ${id}: ${text}`];
  });
  return lines.length === 0 ? [] : [[`${WORDS.clocks[language]}:`, ...lines].join('\n')];
}

function describeClock(id: string, answer: LawAnswer, language: Language): string | undefined {
  const clock = clocks.get(id);
  const { date, knownAt } = answer;
  const due = dueOf(id, date, knownAt === null ? {} : { knownAt });
  if (clock === undefined || due === undefined) return undefined;
  const working = due.working.map((one) => one[language]).join(', ');
  const notes = due.notes.map((note) => ` ${note[language]}`).join('');
  return (
    `${clock.name[language]}: ${working}; ${WORDS.starts[language]} ${clock.starts[language]}; ` +
    `${WORDS.ifThatDay[language]} ${due.due} (${due.timeZone}). ` +
    `${WORDS.law[language]}: ${cited(due.citations, language)}. ` +
    `${WORDS.verified[language]}: ${short(due.verified, language)}.${notes}`
  );
}

function describeLicences(licences: readonly Licence[], language: Language): readonly string[] {
  if (licences.length === 0) return [];
  const lines = licences.flatMap(({ name, permits, conditions, citations: ids, verified }) => [
    `    ${name[language]}: ${permits[language]}`,
    ...conditions.map((one) => `      ${WORDS.condition[language]}: ${one[language]}`),
    `      ${WORDS.law[language]}: ${cited(ids, language)}. ` +
      `${WORDS.verified[language]}: ${short(verified, language)}.`,
  ]);
  const head = `${WORDS.licences[language]} (${lawWords.mayApply[language]}):`;
  return [[head, ...lines].join('\n')];
}

function describeRemedies(effects: readonly Effect[], language: Language): readonly string[] {
  if (!effects.some(({ act }) => act === 'block' || act === 'hold-and-report')) return [];
  const lines = lawWords.remedies.map(
    ({ text, citations: ids }) => `    ${text[language]} ${cited(ids, language)}`,
  );
  return [[`${WORDS.remedies[language]}:`, ...lines].join('\n')];
}

/** Citations as they are cited, each with how it was verified. */
function cited(ids: readonly string[], language: Language): string {
  return ids
    .flatMap((id) => {
      const citation = citations.get(id);
      return citation === undefined
        ? []
        : [`${citation.cite} [${short(citation.verified, language)}]`];
    })
    .join('; ');
}

const short = (verified: Verified, language: Language): string =>
  lawWords.verifiedShort[verified][language];
