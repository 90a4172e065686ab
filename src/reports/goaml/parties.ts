import { filled, isFilled } from '../form.ts';
import { oneLine } from '../text.ts';
import { branch, leaf, type XmlNode, type XmlPart } from '../xml.ts';
import type { Account, Address, Entity, Identification, Person, Telephone } from './form.ts';
import type { Profile } from './profiles.ts';

/** Persons, entities and accounts, each element in the order of the schema's sequences. */

/** A day, or a moment, as the schema has both. */
export const moment = (date: string | undefined, time = '00:00:00'): string | undefined =>
  date === undefined ? undefined : `${date}T${time}`;

/** Elements inside another one; nothing where there are none. */
export const wrapped = (name: string, inside: readonly XmlNode[]): XmlPart =>
  inside.length === 0 ? undefined : branch(name, inside);

export function phonePart(phone: Telephone): XmlNode {
  return branch(
    'phone',
    leaf('tph_contact_type', phone.type),
    leaf('tph_communication_type', phone.means),
    leaf('tph_country_prefix', phone.prefix),
    leaf('tph_number', phone.number),
    leaf('tph_extension', phone.extension),
  );
}

export function addressPart(name: string, address: Address): XmlNode {
  return branch(
    name,
    leaf('address_type', address.type),
    leaf('address', address.street),
    leaf('city', address.city),
    leaf('zip', address.postcode),
    leaf('country_code', address.country),
    leaf('state', address.state),
  );
}

const addressesPart = (addresses: readonly Address[] | undefined): XmlPart =>
  wrapped(
    'addresses',
    filled(addresses).map((one) => addressPart('address', one)),
  );

const phonesPart = (phones: readonly Telephone[] | undefined): XmlPart =>
  wrapped('phones', filled(phones).map(phonePart));

const identificationPart = (paper: Identification): XmlNode =>
  branch(
    'identification',
    leaf('type', paper.type),
    leaf('number', paper.number),
    leaf('issue_date', moment(paper.issued)),
    leaf('expiry_date', moment(paper.expires)),
    leaf('issued_by', paper.issuedBy),
    leaf('issue_country', paper.country),
  );

const taxFlag = (profile: Profile, isRegistered: boolean | undefined): XmlPart =>
  isRegistered === undefined
    ? undefined
    : leaf('tax_reg_number', profile.taxRegistered[isRegistered ? 'yes' : 'no']);

/** The name as it was given, where the unit's letters cannot say it; a name of 255 or less fits. */
export function originalName(profile: Profile, ...names: readonly (string | undefined)[]) {
  const given = oneLine(names.filter(isFilled).join(' '));
  return profile.nameOf(given) === given ? undefined : given;
}

export function personPart(name: string, person: Person, profile: Profile): XmlNode {
  const { firstName = '', middleName = '', lastName = '' } = person;
  return branch(
    name,
    leaf('gender', person.gender),
    leaf('title', person.title),
    leaf('first_name', profile.nameOf(firstName)),
    leaf('middle_name', profile.nameOf(middleName)),
    leaf('last_name', profile.nameOf(lastName)),
    leaf('birthdate', moment(person.birthDate)),
    leaf('birth_place', person.birthPlace),
    leaf('alias', person.alias),
    leaf('full_name_frn', originalName(profile, firstName, middleName, lastName)),
    leaf('id_number', person.idNumber),
    leaf('nationality1', person.nationality),
    leaf('residence', person.residence),
    phonesPart(person.phones),
    addressesPart(person.addresses),
    leaf('occupation', person.occupation),
    wrapped('identifications', filled(person.identifications).map(identificationPart)),
    leaf('tax_number', person.taxNumber),
    taxFlag(profile, person.taxRegistered),
    leaf('comments', person.comments),
  );
}

export function entityPart(name: string, entity: Entity, profile: Profile): XmlNode {
  const original = originalName(profile, entity.name);
  const comments = [
    original === undefined ? '' : `Original name: ${original}.`,
    entity.comments ?? '',
  ].join(' ');
  return branch(
    name,
    leaf('name', profile.nameOf(entity.name ?? '')),
    leaf('commercial_name', profile.nameOf(entity.commercialName ?? '')),
    leaf('incorporation_legal_form', entity.legalForm),
    leaf('incorporation_number', entity.number),
    leaf('business', entity.business),
    phonesPart(entity.phones),
    addressesPart(entity.addresses),
    leaf('incorporation_state', entity.state),
    leaf('incorporation_country_code', entity.country),
    wrapped(
      'related_persons',
      filled(entity.directors).map(({ person = {}, role }) =>
        branch('entity_related_person', personPart('person', person, profile), leaf('role', role)),
      ),
    ),
    leaf('incorporation_date', moment(entity.incorporated)),
    leaf('tax_number', entity.taxNumber),
    taxFlag(profile, entity.taxRegistered),
    leaf('comments', comments),
  );
}

export function accountPart(name: string, account: Account, profile: Profile): XmlNode {
  const original = originalName(profile, account.name);
  const comments = [
    original === undefined ? '' : `Original name: ${original}.`,
    account.comments ?? '',
  ].join(' ');
  return branch(
    name,
    leaf('institution_name', account.institution),
    leaf('institution_code', account.institutionCode),
    leaf('non_bank_institution', account.nonBank === undefined ? undefined : `${account.nonBank}`),
    leaf('branch', account.branch),
    leaf('account', account.number),
    leaf('currency_code', account.currency),
    leaf('account_name', profile.nameOf(account.name ?? '')),
    leaf('iban', account.iban),
    leaf('personal_account_type', account.type),
    isFilled(account.holder) ? entityPart('t_entity', account.holder ?? {}, profile) : undefined,
    filled(account.signatories).map(({ person = {}, role }) =>
      branch('signatory', personPart('t_person', person, profile), leaf('role', role)),
    ),
    leaf('opened', moment(account.opened)),
    leaf('balance', account.balance?.amount),
    leaf('date_balance', moment(account.balance?.date)),
    leaf('status_code', account.status),
    leaf('beneficiary', account.beneficiary),
    leaf('comments', comments),
  );
}
