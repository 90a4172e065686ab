import { formPdf } from '../form-document.ts';
import { PREVIEW_MARK, report } from '../report.ts';
import { writeXml } from '../xml.ts';
import { SAR_FORM } from './form.ts';
import { contradictionIn, missingUnder } from './missing.ts';
import { sarXml } from './sar-xml.ts';

export const FINCEN_SAR = report({
  name: 'us-fincen-sar',
  title: {
    en: 'Suspicious activity report to FinCEN',
    es: 'Reporte de operación sospechosa a FinCEN',
  },
  about: {
    en:
      "One report as a batch file of FinCEN's BSA E-Filing (form SARX, schema 1.2 of December " +
      '2021). It is not sent: whoever may, uploads it, and reads the acknowledgement back.',
    es:
      'Un reporte como archivo por lotes de BSA E-Filing de FinCEN (forma SARX, esquema 1.2 de ' +
      'diciembre de 2021). No se envía: quien puede, lo sube y lee el acuse.',
  },
  basis: ['31-cfr-1020-320'],
  compartment: 'sar',
  input: SAR_FORM,
  missingUnder,
  wrong: contradictionIn,
  writers: {
    xml: ({ input, context }) =>
      writeXml(sarXml(input, context), context.preview ? PREVIEW_MARK.en : undefined),
    pdf: formPdf,
  },
});
