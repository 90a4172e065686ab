import { formPdf } from '../form-document.ts';
import { formWorkbook } from '../form-workbook.ts';
import { writePdf } from '../pdf/pdf.ts';
import { report } from '../report.ts';
import { annualOf, missingOfAnnual, wrongInAnnual } from './annual.ts';
import { annualDocument, annualWorkbook } from './annual-output.ts';
import {
  ANNUAL_FORM,
  BLOCKED_FORM,
  missingOfBlocked,
  missingOfUnblocked,
  REJECTED_FORM,
  UNBLOCKED_FORM,
} from './forms.ts';

export const OFAC_BLOCKED = report({
  name: 'us-ofac-blocked',
  title: {
    en: 'Report of blocked property (initial)',
    es: 'Informe de bienes bloqueados (inicial)',
  },
  about: {
    en:
      'What the OFAC Reporting System asks for when property is blocked, within 10 business ' +
      'days. The fields are general knowledge; the system itself was not seen. It is not sent.',
    es:
      'Lo que pide el sistema de informes de OFAC al bloquear bienes, en 10 días hábiles. Los ' +
      'campos son conocimiento general; el sistema no se vio. No se envía.',
  },
  basis: ['31-cfr-501-603', '89-fr-40372'],
  input: BLOCKED_FORM,
  missingUnder: missingOfBlocked,
  writers: { pdf: formPdf, xlsx: formWorkbook },
});

export const OFAC_UNBLOCKED = report({
  name: 'us-ofac-unblocked',
  title: {
    en: 'Report of unblocked or transferred property',
    es: 'Informe de bienes liberados o transferidos',
  },
  about: {
    en:
      'What the OFAC Reporting System asks for when property is unblocked or transferred, since ' +
      '8 August 2024. A rule of November 2024 excepts three cases: look whether one of them ' +
      'applies. The fields are general knowledge. It is not sent.',
    es:
      'Lo que pide el sistema de informes de OFAC al liberar o transferir bienes, desde el 8 de ' +
      'agosto de 2024. Una regla de noviembre de 2024 exceptúa tres casos: vea si alguno aplica. ' +
      'Los campos son conocimiento general. No se envía.',
  },
  basis: ['31-cfr-501-603', '89-fr-40372', '89-fr-81358'],
  input: UNBLOCKED_FORM,
  missingUnder: missingOfUnblocked,
  wrong: ({ blocked, day }) =>
    blocked !== undefined && day !== undefined && day < blocked
      ? 'property that left before it was blocked'
      : undefined,
  writers: { pdf: formPdf, xlsx: formWorkbook },
});

export const OFAC_REJECTED = report({
  name: 'us-ofac-rejected',
  title: { en: 'Report of a rejected transaction', es: 'Informe de una operación rechazada' },
  about: {
    en:
      'What the OFAC Reporting System asks for when a transaction is rejected, of any US person, ' +
      'within 10 business days. The fields are general knowledge. It is not sent.',
    es:
      'Lo que pide el sistema de informes de OFAC al rechazar una operación, a toda persona ' +
      'estadounidense, en 10 días hábiles. Los campos son conocimiento general. No se envía.',
  },
  basis: ['31-cfr-501-604', '89-fr-40372'],
  input: REJECTED_FORM,
  writers: { pdf: formPdf, xlsx: formWorkbook },
});

export const OFAC_ANNUAL = report({
  name: 'us-ofac-annual',
  title: {
    en: 'Annual report of blocked property (TD F 90-22.50)',
    es: 'Informe anual de bienes bloqueados (TD F 90-22.50)',
  },
  about: {
    en:
      'All property held on 30 June, by 30 September: one row a block, omnibus accounts broken ' +
      'out, without what was licensed or had left. It is not sent.',
    es:
      'Todos los bienes que se tenían al 30 de junio, hasta el 30 de septiembre: un renglón por ' +
      'bloqueo, cuentas ómnibus desglosadas, sin lo licenciado ni lo que salió. No se envía.',
  },
  basis: ['31-cfr-501-603'],
  input: ANNUAL_FORM,
  missingUnder: missingOfAnnual,
  wrong: wrongInAnnual,
  computed: (input) => ({ annual: annualOf(input) }),
  writers: {
    xlsx: annualWorkbook,
    pdf: (filling) => writePdf(annualDocument(filling), filling.context),
  },
});
