import { fieldOf } from '../form.ts';
import { formPdf } from '../form-document.ts';
import { PREVIEW_MARK, report } from '../report.ts';
import type { RenderContext } from '../types.ts';
import { writeXml, type XmlNode } from '../xml.ts';
import { SAR_FORM, STR_FORM } from './form.ts';
import { sarXml, strXml } from './goaml-xml.ts';
import { missingUnder, wrongFor } from './missing.ts';
import { PROFILES, type Profile } from './profiles.ts';

const about = {
  en:
    'A report as a goAML file (schema 5.0.2) for a financial intelligence unit whose codes and ' +
    'rules are a row of data/reports/goaml.json. It is not sent.',
  es:
    'Un reporte como archivo goAML (esquema 5.0.2) para una unidad de inteligencia financiera ' +
    'cuyos códigos y reglas son un renglón de data/reports/goaml.json. No se envía.',
};

/** The file, once it is known for which unit; `missing` sees to it that it is. */
function written<Input extends { profile?: string }>(
  xml: (input: Input, profile: Profile, context: RenderContext) => XmlNode,
): (filling: { readonly input: Input; readonly context: RenderContext }) => Uint8Array {
  return ({ input, context }) => {
    const profile = PROFILES.get(input.profile ?? '') as Profile;
    return writeXml(
      xml(input, profile, context),
      context.preview ? PREVIEW_MARK[context.language] : undefined,
    );
  };
}

export const GOAML_STR = report({
  name: 'goaml-str',
  title: {
    en: 'Suspicious transaction report (goAML)',
    es: 'Reporte de operación sospechosa (goAML)',
  },
  about,
  basis: ['goaml-schema'],
  compartment: 'sar',
  input: STR_FORM,
  missingUnder,
  wrong: (input) => wrongFor(input, fieldOf(STR_FORM)),
  writers: { xml: written(strXml), pdf: formPdf },
});

export const GOAML_SAR = report({
  name: 'goaml-sar',
  title: {
    en: 'Suspicious activity report (goAML)',
    es: 'Reporte de actividad sospechosa (goAML)',
  },
  about,
  basis: ['goaml-schema'],
  compartment: 'sar',
  input: SAR_FORM,
  missingUnder,
  wrong: (input) => wrongFor(input, fieldOf(SAR_FORM)),
  writers: { xml: written(sarXml), pdf: formPdf },
});
