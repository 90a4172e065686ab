import { filled, isFilled } from '../form.ts';
import { oneLine } from '../text.ts';
import type { RenderContext } from '../types.ts';
import { branch, leaf, type XmlNode, type XmlPart } from '../xml.ts';
import { narrativeBlocks } from './blocks.ts';
import { TYPE_OF } from './codes.ts';
import type { SarInput } from './form.ts';
import { authority, filers, place, tick, wholeDollars } from './parties.ts';
import { subjectPart } from './subjects.ts';

/** A report as FinCEN's batch file of one, by EFL_SARXBatchSchema.xsd 1.2. */
export function sarXml(input: SarInput, context: RenderContext): XmlNode {
  const subjects = filled(input.subjects);
  const activity = numbered(activityPart(input, context));
  const attachments = isFilled(input.attachment) ? '1' : '0';
  return prefixed({
    name: 'EFilingBatchXML',
    attributes: {
      'xmlns:fc2': 'www.fincen.gov/base',
      TotalAmount: totalOf(input) ?? '0',
      // Subjects alone are counted, though all are parties: so moov-io/fincen, from the user guide.
      PartyCount: String(subjects.length),
      ActivityCount: '1',
      ActivityAttachmentCount: attachments,
      AttachmentCount: attachments,
    },
    content: [leaf('FormTypeCode', 'SARX') as XmlNode, activity],
  });
}

const compact = (date: string | undefined): string | undefined => date?.replaceAll('-', '');

function activityPart(input: SarInput, { now }: RenderContext): XmlNode {
  return branch(
    'Activity',
    leaf('EFilingPriorDocumentNumber', input.priorBsaId),
    leaf('FilingDateText', compact(input.filingDate ?? now.toISOString().slice(0, 10))),
    leaf('FilingInstitutionNotetoFinCEN', input.noteToFincen),
    branch(
      'ActivityAssociation',
      tick('ContinuingActivityReportIndicator', input.kind === 'continuing'),
      tick('CorrectsAmendsPriorReportIndicator', input.kind === 'correction'),
      tick('InitialReportIndicator', input.kind === 'initial'),
      tick('JointReportIndicator', input.joint),
    ),
    isFilled(input.attachment)
      ? branch('ActivitySupportDocument', leaf('OriginalAttachmentFileName', input.attachment))
      : undefined,
    filers(input),
    authority(input),
    filled(input.locations).map(place),
    filled(input.subjects).map(subjectPart),
    suspicion(input),
    details(input),
    narrativeBlocks(oneLine(input.narrative ?? '')).map((block, index) =>
      branch(
        'ActivityNarrativeInformation',
        leaf('ActivityNarrativeSequenceNumber', String(index + 1)),
        leaf('ActivityNarrativeText', block),
      ),
    ),
  );
}

/** The amount in whole dollars; undefined where it is unknown or there is none. */
function totalOf({ activity }: SarInput): string | undefined {
  return isFilled(activity?.amount) ? wholeDollars(activity?.amount ?? '0') : undefined;
}

function suspicion(input: SarInput): XmlNode {
  const { activity = {} } = input;
  const total = totalOf(input);
  return branch(
    'SuspiciousActivity',
    tick('AmountUnknownIndicator', total === undefined && activity.amountUnknown),
    leaf(
      'CumulativeTotalViolationAmountText',
      activity.cumulative === undefined ? undefined : wholeDollars(activity.cumulative),
    ),
    tick(
      'NoAmountInvolvedIndicator',
      total === undefined && !activity.amountUnknown && activity.noAmount,
    ),
    leaf('SuspiciousActivityFromDateText', compact(activity.from)),
    leaf('SuspiciousActivityToDateText', compact(activity.to)),
    leaf('TotalSuspiciousAmountText', total),
    filled(activity.kinds).map(({ subtype = '', other }) =>
      branch(
        'SuspiciousActivityClassification',
        leaf('OtherSuspiciousActivityTypeText', other),
        leaf('SuspiciousActivitySubtypeID', subtype),
        leaf('SuspiciousActivityTypeID', TYPE_OF.get(subtype)),
      ),
    ),
  );
}

function details({ activity = {} }: SarInput): XmlPart {
  const asset = (kind: '5' | '6') => (one: { code?: string; other?: string }) =>
    branch(
      'Assets',
      leaf('AssetSubtypeID', one.code),
      leaf('AssetTypeID', kind),
      leaf('OtherAssetSubtypeText', one.other),
    );
  return [
    filled(activity.ipAddresses).map(({ address, date }) =>
      branch(
        'ActivityIPAddress',
        leaf('ActivityIPAddressDateText', compact(date)),
        leaf('IPAddressText', address),
      ),
    ),
    filled(activity.cyberEvents).map(({ date, type, other, value }) =>
      branch(
        'CyberEventIndicators',
        leaf('CyberEventDateText', compact(date)),
        leaf('CyberEventIndicatorsTypeCode', type),
        leaf('CyberEventTypeOtherText', other),
        leaf('EventValueText', value),
      ),
    ),
    filled(activity.products).map(asset('5')),
    filled(activity.instruments).map(asset('6')),
  ];
}

/** The same with a running number on each element that has elements, in the order of the file. */
function numbered(root: XmlNode): XmlNode {
  let next = 0;
  const walk = (node: XmlNode): XmlNode => {
    if (typeof node.content === 'string') return node;
    const attributes = { ...node.attributes, SeqNum: String(++next) };
    return { ...node, attributes, content: node.content.map(walk) };
  };
  return walk(root);
}

const prefixed = (node: XmlNode): XmlNode => ({
  ...node,
  name: `fc2:${node.name}`,
  content: typeof node.content === 'string' ? node.content : node.content.map(prefixed),
});
