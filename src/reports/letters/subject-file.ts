import type { Static } from 'typebox';
import type { Sentence } from '../../law/index.ts';
import { type Block, type Document, fields, heading, item, text } from '../document.ts';
import { money } from '../fields.ts';
import { asked, choice, day, fieldOf, filled, form, isFilled, line, list, yesNo } from '../form.ts';
import { basisBlocks, missingBlocks } from '../form-document.ts';
import { writePdf } from '../pdf/pdf.ts';
import { type Filling, report } from '../report.ts';
import type { Language } from '../types.ts';
import { dayInWords } from './day.ts';
import { addressText, institution, letterHead, person } from './parts.ts';
import { revealing } from './reveals.ts';
import { ROUTES, routeBlocks } from './routes.ts';

const HELD = {
  identity: { en: 'Who you are, as you told us', es: 'Quién es usted, según nos dijo' },
  account: { en: 'An account or contract with us', es: 'Una cuenta o contrato con nosotros' },
  blocked: { en: 'Property that is blocked', es: 'Bienes bloqueados' },
  rejected: { en: 'A transaction that was rejected', es: 'Una operación rechazada' },
  comparison: {
    en: 'A comparison of your name with official lists',
    es: 'Una comparación de su nombre con listas oficiales',
  },
  complaint: { en: 'A complaint of yours', es: 'Una queja de usted' },
} as const;

const WHY: Readonly<
  Record<'same' | 'similar' | 'owned' | 'order' | 'not-you' | 'released', Sentence>
> = {
  same: {
    en: 'An official list names you.',
    es: 'Una lista oficial lo nombra a usted.',
  },
  similar: {
    en: 'An official list names somebody who may be you. We are still looking into it.',
    es: 'Una lista oficial nombra a alguien que podría ser usted. Aún lo estamos revisando.',
  },
  owned: {
    en: 'Listed persons own half or more of the company.',
    es: 'Personas listadas tienen la mitad o más de la empresa.',
  },
  order: {
    en: 'An order of an authority names the institution on the other side.',
    es: 'La orden de una autoridad nombra a la institución de la otra parte.',
  },
  'not-you': {
    en: 'An official list names somebody of a similar name. We found that it is not you.',
    es: 'Una lista oficial nombra a alguien de nombre parecido. Concluimos que no es usted.',
  },
  released: {
    en: 'What was blocked has been released.',
    es: 'Lo que estaba bloqueado fue liberado.',
  },
};

const routeNames = Object.fromEntries(Object.entries(ROUTES).map(([id, { name }]) => [id, name]));

/**
 * What somebody is told who asks what is held about them. There is no field for a report of
 * suspicious activity, nor for whether one exists: the letter is the same either way.
 */
const SUBJECT_FORM = form('What is held about a person', 'Lo que se conserva de una persona', {
  reference: asked(line(100, 'Reference', 'Referencia')),
  person: asked(person('The person concerned', 'La persona interesada')),
  institution: asked(institution()),
  held: asked(
    list(
      200,
      'What is held',
      'Qué se conserva',
      form('Item', 'Elemento', {
        kind: asked(choice(HELD, 'Kind', 'Clase')),
        description: asked(line(1_000, 'Description', 'Descripción')),
        since: day('Since', 'Desde'),
        value: money('Value', 'Valor'),
        keptUntil: day('Kept until', 'Se conserva hasta'),
      }),
    ),
  ),
  reasons: asked(
    list(
      50,
      'Why',
      'Por qué',
      form('Reason', 'Motivo', {
        kind: asked(choice(WHY, 'Reason', 'Motivo')),
        list: line(300, 'List or order', 'Lista u orden'),
        entry: line(500, 'Entry', 'Entrada'),
        date: day('Day', 'Día'),
      }),
    ),
  ),
  decision: form('Decision', 'Decisión', {
    day: asked(day('Day', 'Día')),
    by: asked(line(200, 'Decided by (office)', 'Decidió (área)')),
    second: yesNo('A second person agreed', 'Una segunda persona estuvo de acuerdo'),
  }),
  routes: asked(list(6, 'Ways to contest', 'Vías para impugnar', choice(routeNames, 'Way', 'Vía'))),
  clocks: list(
    50,
    'Days that count for the person',
    'Plazos que corren para la persona',
    form('Clock', 'Plazo', {
      what: asked(line(300, 'What', 'Qué')),
      until: asked(day('Last day', 'Último día')),
      cite: line(200, 'Law', 'Ley'),
    }),
  ),
});

export type SubjectInput = Static<typeof SUBJECT_FORM>;

const WORDS = {
  en: {
    subject: (reference: string) => `What we hold about you, and why (${reference})`,
    intro:
      'You may know what we hold about you in connection with official lists, why, and what you ' +
      'can do about it. That a list has a similar name is no accusation, and a name alone never ' +
      'decides.',
    held: 'What we hold',
    since: 'since',
    until: 'kept until',
    why: 'Why',
    decision: 'Who decided',
    decided: (by: string, day: string) => `Decided by ${by} on ${day}.`,
    second: 'A second person looked at it and agreed.',
    contest: 'What you can do',
    clocks: 'Days that count for you',
    contact: 'Whom to ask',
    rights:
      'You may have somebody help you or act for you. If something here is wrong, tell us: we ' +
      'correct it, and tell everybody to whom we passed it on. The law sometimes limits what may ' +
      'be told, to anybody.',
  },
  es: {
    subject: (reference: string) => `Lo que conservamos de usted, y por qué (${reference})`,
    intro:
      'Usted puede saber qué conservamos de usted en relación con listas oficiales, por qué, y ' +
      'qué puede hacer. Que una lista tenga un nombre parecido no es una acusación, y un nombre ' +
      'solo nunca decide.',
    held: 'Lo que conservamos',
    since: 'desde el',
    until: 'se conserva hasta el',
    why: 'Por qué',
    decision: 'Quién decidió',
    decided: (by: string, day: string) => `Decidió ${by} el ${day}.`,
    second: 'Una segunda persona lo revisó y estuvo de acuerdo.',
    contest: 'Lo que usted puede hacer',
    clocks: 'Plazos que corren para usted',
    contact: 'A quién preguntar',
    rights:
      'Alguien puede ayudarle o representarle. Si algo aquí está mal, díganos: lo corregimos y ' +
      'avisamos a quienes se lo pasamos. La ley a veces limita lo que puede decirse, a cualquiera.',
  },
} as const;

function heldBlocks({ held }: SubjectInput, language: Language): Block[] {
  const words = WORDS[language];
  return filled(held).map(({ kind, description, since, value, keptUntil }) => {
    const amount = isFilled(value) ? `${value?.amount ?? ''} ${value?.currency ?? ''}` : '';
    const from = since === undefined ? '' : `${words.since} ${dayInWords(since, language)}`;
    const until =
      keptUntil === undefined ? '' : `${words.until} ${dayInWords(keptUntil, language)}`;
    const details = [description, amount, from, until].filter((part) => part).join('; ');
    return item(`${kind === undefined ? '…' : HELD[kind][language]}: ${details}`);
  });
}

function whyBlocks({ reasons, decision }: SubjectInput, language: Language): Block[] {
  const words = WORDS[language];
  const why = filled(reasons).map(({ kind, list: of, entry, date }) => {
    const details = [of, entry, dayInWords(date, language)].filter((part) => part).join(', ');
    const reason = kind === undefined ? '…' : WHY[kind][language];
    return item(details === '' ? reason : `${reason} (${details})`);
  });
  if (decision === undefined || !isFilled(decision)) return why;
  const decided = words.decided(decision.by ?? '…', dayInWords(decision.day, language) || '…');
  return [
    ...why,
    heading(words.decision, 2),
    text(decision.second ? `${decided} ${words.second}` : decided),
  ];
}

function clockBlocks({ clocks }: SubjectInput, language: Language): Block[] {
  const rows = filled(clocks).map(({ what, until, cite }) => {
    const law = cite === undefined ? '' : ` (${cite})`;
    return [dayInWords(until, language), `${what ?? ''}${law}`] as const;
  });
  return rows.length === 0 ? [] : [heading(WORDS[language].clocks), fields(rows)];
}

function subjectDocument(filling: Filling<typeof SUBJECT_FORM>): Document {
  const { report: made, input, missing, context } = filling;
  const { language } = context;
  const words = WORDS[language];
  const { institution: us = {}, person: you = {} } = input;
  const { name, title, phone, email } = us.contact ?? {};
  const join = (...parts: readonly (string | undefined)[]) => parts.filter((p) => p).join(', ');
  return {
    title: made.title[language],
    blocks: [
      ...missingBlocks(missing, language),
      letterHead(
        {
          to: join(you.name, you.capacity, addressText(you.address), you.phone, you.email),
          from: join(us.name, addressText(us.address)),
          subject: words.subject(input.reference ?? '…'),
        },
        context,
      ),
      text(words.intro),
      heading(words.held),
      ...heldBlocks(input, language),
      heading(words.why),
      ...whyBlocks(input, language),
      heading(words.contest),
      ...routeBlocks(filled(input.routes), language),
      ...clockBlocks(input, language),
      heading(words.contact),
      text(join(name, title, phone, email)),
      text(words.rights),
      ...basisBlocks(made.basis, language),
    ],
  };
}

export const SUBJECT_FILE = report({
  name: 'subject-file',
  title: { en: 'What is held about you', es: 'Lo que se conserva de usted' },
  about: {
    en:
      'A letter in plain words to the person concerned: what is held, why, who decided, whom to ' +
      'ask and how to contest. It can say nothing of reports of suspicious activity.',
    es:
      'Una carta en palabras llanas a la persona interesada: qué se conserva, por qué, quién ' +
      'decidió, a quién preguntar y cómo impugnar. No puede decir nada de reportes reservados.',
  },
  basis: ['31-cfr-501-806', '31-cfr-501-807'],
  input: SUBJECT_FORM,
  wrong: (input) => revealing(fieldOf(SUBJECT_FORM), input, 'subject-file'),
  writers: { pdf: (filling) => writePdf(subjectDocument(filling), filling.context) },
});
