import { filled, isFilled } from '../form.ts';
import { branch, leaf, type XmlNode, type XmlPart } from '../xml.ts';
import type { SarAddress, SarInput, SarInstitution, SarLocation } from './form.ts';

/**
 * The parties of a report but its subjects. The schema has elements in alphabetical order in each
 * sequence, which is the order here.
 */

/** `Y` where it is so, nothing where not: the form has no "no". */
export const tick = (name: string, isSo: boolean | undefined): XmlNode | undefined =>
  leaf(name, isSo ? 'Y' : undefined);

export const namePart = (type: 'L' | 'AKA' | 'DBA', full: string | undefined): XmlPart =>
  isFilled(full)
    ? branch('PartyName', leaf('PartyNameTypeCode', type), leaf('RawPartyFullName', full))
    : undefined;

export const number = (type: string, text: string | undefined): XmlPart =>
  isFilled(text)
    ? branch(
        'PartyIdentification',
        leaf('PartyIdentificationNumberText', text),
        leaf('PartyIdentificationTypeCode', type),
      )
    : undefined;

export function addressPart(address: SarAddress | undefined): XmlNode {
  return branch(
    'Address',
    leaf('RawCityText', address?.city),
    leaf('RawCountryCodeText', address?.country),
    leaf('RawStateCodeText', address?.state),
    leaf('RawStreetAddress1Text', address?.street),
    leaf('RawZIPCode', address?.zip),
  );
}

interface Telephone {
  readonly phone?: string;
  readonly extension?: string;
  readonly type?: string;
}

export function phonePart({ phone, extension, type }: Telephone): XmlPart {
  if (!isFilled(phone)) return undefined;
  return branch(
    'PhoneNumber',
    leaf('PhoneNumberExtensionText', extension),
    leaf('PhoneNumberText', phone),
    leaf('PhoneNumberTypeCode', type),
  );
}

const party = (type: string, ...parts: readonly XmlPart[]): XmlNode =>
  branch('Party', leaf('ActivityPartyTypeCode', type), ...parts);

/** Transmitter, its contact, and the institution that files. */
export function filers(input: SarInput): XmlPart {
  const { transmitter = {}, filer = {}, contact = {} } = input;
  return [
    party(
      '35',
      namePart('L', transmitter.name),
      addressPart(transmitter.address),
      phonePart(transmitter),
      number('4', transmitter.tin),
      number('28', transmitter.controlCode),
    ),
    party('37', namePart('L', transmitter.contactName)),
    party('30', leaf('PrimaryRegulatorTypeCode', filer.regulator), institution(filer)),
    party('8', namePart('L', contact.office), phonePart(contact)),
  ];
}

/** The authority that was told, and whom there. */
export function authority({ lawEnforcement: told }: SarInput): XmlPart {
  if (told === undefined || !isFilled(told)) return undefined;
  return [
    party(
      '18',
      leaf('ContactDateText', told.date?.replaceAll('-', '')),
      namePart('L', told.agency),
      phonePart(told),
    ),
    isFilled(told.person) ? party('19', namePart('L', told.person)) : undefined,
  ];
}

/** Names, address, numbers and type, which filer and places have alike. */
function institution(one: SarInstitution): XmlPart {
  const { type, subtype, otherType, otherSubtype } = one.organisation ?? {};
  return [
    namePart('L', one.name),
    namePart('DBA', one.alternateName),
    addressPart(one.address),
    number(one.tinType ?? '4', one.tin),
    number('14', one.rssd),
    number('29', one.controlNumber),
    branch(
      'OrganizationClassificationTypeSubtype',
      leaf('OrganizationSubtypeID', subtype),
      leaf('OrganizationTypeID', type),
      leaf('OtherOrganizationSubTypeText', otherSubtype),
      leaf('OtherOrganizationTypeText', otherType),
    ),
  ];
}

/** An institution where it happened, with its branches. */
export function place(one: SarLocation): XmlNode {
  const branches = filled(one.branches);
  return party(
    '34',
    leaf('LossToFinancialAmountText', one.loss === undefined ? undefined : wholeDollars(one.loss)),
    tick('NoBranchActivityInvolvedIndicator', branches.length === 0),
    tick('PayLocationIndicator', one.role === 'paying'),
    leaf('PrimaryRegulatorTypeCode', one.regulator),
    tick('SellingLocationIndicator', one.role === 'selling'),
    tick('SellingPayingLocationIndicator', one.role === 'both'),
    institution(one),
    branches.length === 0
      ? undefined
      : branch(
          'PartyAssociation',
          branches.map(({ address, rssd }) =>
            party('46', addressPart(address), number('14', rssd)),
          ),
        ),
  );
}

/** FinCEN's forms take whole dollars, rounded up (general knowledge). */
export function wholeDollars(amount: string): string {
  const [whole = '0', part = ''] = amount.split('.');
  return String(BigInt(whole) + (/[1-9]/.test(part) ? 1n : 0n));
}
