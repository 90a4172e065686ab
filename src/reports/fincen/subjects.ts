import { filled, isFilled } from '../form.ts';
import { branch, leaf, type XmlNode, type XmlPart } from '../xml.ts';
import type { SarAddress, SarSubject, UnknownField } from './form.ts';
import { namePart, number, phonePart, tick } from './parties.ts';

/** A subject of the report. What is ticked as unknown is ticked; nothing else is made up. */
export function subjectPart(subject: SarSubject): XmlNode {
  if (subject.kind === 'unknown') {
    return branch(
      'Party',
      leaf('ActivityPartyTypeCode', '33'),
      tick('AllCriticalSubjectInformationUnavailableIndicator', true),
      tick('NoKnownAccountInvolvedIndicator', filled(subject.accounts).length === 0),
      accounts(subject),
    );
  }
  const { kind, role, sex, confessed } = subject;
  const isPerson = kind !== 'entity';
  const unknown = (field: UnknownField): boolean => subject.unknown?.includes(field) ?? false;
  return branch(
    'Party',
    leaf('ActivityPartyTypeCode', '33'),
    tick('AdmissionConfessionNoIndicator', confessed === false),
    tick('AdmissionConfessionYesIndicator', confessed),
    tick(
      'BirthDateUnknownIndicator',
      isPerson && !isFilled(subject.birthDate) && unknown('birthDate'),
    ),
    tick('BothPurchaserSenderPayeeReceiveIndicator', role === 'both'),
    tick('FemaleGenderIndicator', isPerson && sex === 'female'),
    leaf('IndividualBirthDateText', isPerson ? birthDate(subject.birthDate) : undefined),
    tick('MaleGenderIndicator', isPerson && sex === 'male'),
    tick('NoKnownAccountInvolvedIndicator', filled(subject.accounts).length === 0),
    tick('PartyAsEntityOrganizationIndicator', !isPerson),
    tick('PayeeReceiverIndicator', role === 'receiver'),
    tick('PurchaserSenderIndicator', role === 'sender'),
    tick('UnknownGenderIndicator', isPerson && sex === undefined && unknown('sex')),
    legalName(subject, isPerson, unknown),
    filled(subject.otherNames).map((name) => namePart('AKA', name)),
    addresses(subject, unknown),
    filled(subject.phones).map(phonePart),
    identifications(subject, unknown),
    occupation(subject),
    filled(subject.emails).map((text) => electronic('E', text)),
    filled(subject.websites).map((text) => electronic('U', text)),
    relationships(subject),
    accounts(subject),
  );
}

type Unknown = (field: UnknownField) => boolean;

/** `1980`, `1980-05` and `1980-05-17` as the form has them, with zeros for what is unknown. */
const birthDate = (date: string | undefined): string | undefined =>
  date?.replaceAll('-', '').padEnd(8, '0');

function legalName(subject: SarSubject, isPerson: boolean, unknown: Unknown): XmlNode {
  const { name, firstName, middleName, suffix } = subject;
  return branch(
    'PartyName',
    tick('EntityLastNameUnknownIndicator', !isFilled(name) && unknown('name')),
    tick('FirstNameUnknownIndicator', isPerson && !isFilled(firstName) && unknown('firstName')),
    leaf('PartyNameTypeCode', 'L'),
    leaf('RawEntityIndividualLastName', name),
    leaf('RawIndividualFirstName', isPerson ? firstName : undefined),
    leaf('RawIndividualMiddleName', isPerson ? middleName : undefined),
    leaf('RawIndividualNameSuffixText', isPerson ? suffix : undefined),
  );
}

/** The first address bears the ticks; where there is none, an address of ticks alone. */
function addresses(subject: SarSubject, unknown: Unknown): XmlPart {
  const [first = {}, ...others] = filled(subject.addresses);
  const one = (address: SarAddress, isFirst: boolean): XmlNode => {
    const ticked = (name: string, field: UnknownField, value: string | undefined) =>
      tick(name, isFirst && !isFilled(value) && unknown(field));
    const { city, country, state, street, zip } = address;
    return branch(
      'Address',
      ticked('CityUnknownIndicator', 'city', city),
      ticked('CountryCodeUnknownIndicator', 'country', country),
      leaf('RawCityText', city),
      leaf('RawCountryCodeText', country),
      leaf('RawStateCodeText', state),
      leaf('RawStreetAddress1Text', street),
      leaf('RawZIPCode', zip),
      ticked('StateCodeUnknownIndicator', 'state', state),
      ticked('StreetAddressUnknownIndicator', 'street', street),
      ticked('ZIPCodeUnknownIndicator', 'zip', zip),
    );
  };
  return [one(first, true), others.map((address) => one(address, false))];
}

function identifications(subject: SarSubject, unknown: Unknown): XmlPart {
  const papers = filled(subject.identifications);
  const ticked = (name: string): XmlNode => branch('PartyIdentification', tick(name, true));
  return [
    papers.map(({ country, state, otherType, number: text, type }) =>
      branch(
        'PartyIdentification',
        leaf('OtherIssuerCountryText', country),
        leaf('OtherIssuerStateText', state),
        leaf('OtherPartyIdentificationTypeText', otherType),
        leaf('PartyIdentificationNumberText', text),
        leaf('PartyIdentificationTypeCode', type),
      ),
    ),
    papers.length === 0 && subject.kind !== 'entity' && unknown('identification')
      ? ticked('IdentificationPresentUnknownIndicator')
      : undefined,
    number(subject.tinType ?? '4', subject.tin),
    !isFilled(subject.tin) && unknown('tin') ? ticked('TINUnknownIndicator') : undefined,
  ];
}

function occupation({ naics, occupation: words }: SarSubject): XmlPart {
  if (!isFilled(naics) && !isFilled(words)) return undefined;
  return branch(
    'PartyOccupationBusiness',
    leaf('NAICSCode', naics),
    leaf('OccupationBusinessText', words),
  );
}

const electronic = (type: 'E' | 'U', text: string): XmlNode =>
  branch(
    'ElectronicAddress',
    leaf('ElectronicAddressText', text),
    leaf('ElectronicAddressTypeCode', type),
  );

function relationships(subject: SarSubject): XmlPart {
  return filled(subject.relationships).map(({ kinds = [], other, institutionTin }) =>
    branch(
      'PartyAssociation',
      tick('AccountantIndicator', kinds.includes('accountant')),
      tick('AgentIndicator', kinds.includes('agent')),
      tick('AppraiserIndicator', kinds.includes('appraiser')),
      tick('AttorneyIndicator', kinds.includes('attorney')),
      tick('BorrowerIndicator', kinds.includes('borrower')),
      tick('CustomerIndicator', kinds.includes('customer')),
      tick('DirectorIndicator', kinds.includes('director')),
      tick('EmployeeIndicator', kinds.includes('employee')),
      tick('NoRelationshipToInstitutionIndicator', kinds.includes('none')),
      tick('OfficerIndicator', kinds.includes('officer')),
      leaf('OtherPartyAssociationTypeText', other),
      tick('OtherRelationshipIndicator', isFilled(other)),
      tick('OwnerShareholderIndicator', kinds.includes('owner')),
      leaf('SubjectRelationshipFinancialInstitutionTINText', institutionTin),
    ),
  );
}

/** The accounts by the institution that has them. */
function accounts(subject: SarSubject): XmlPart {
  const all = filled(subject.accounts);
  if (all.length === 0) return undefined;
  const groups = new Map<string, (typeof all)[number][]>();
  for (const account of all) {
    const key = JSON.stringify([account.institutionTin ?? '', account.nonUs ?? false]);
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return branch(
    'PartyAccountAssociation',
    leaf('PartyAccountAssociationTypeCode', '7'),
    [...groups.values()].map((group) =>
      branch(
        'Party',
        leaf('ActivityPartyTypeCode', '41'),
        tick('NonUSFinancialInstitutionIndicator', group[0]?.nonUs),
        number('4', group[0]?.institutionTin),
        group.map((account) =>
          branch(
            'Account',
            leaf('AccountNumberText', account.number),
            branch(
              'PartyAccountAssociation',
              tick('AccountClosedIndicator', account.closed),
              leaf('PartyAccountAssociationTypeCode', '5'),
            ),
          ),
        ),
      ),
    ),
  );
}
