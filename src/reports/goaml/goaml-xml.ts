import { filled, isFilled } from '../form.ts';
import type { RenderContext } from '../types.ts';
import { branch, leaf, type XmlNode, type XmlPart } from '../xml.ts';
import type { Common, Party, SarInput, Side, StrInput, Transaction } from './form.ts';
import {
  accountPart,
  addressPart,
  entityPart,
  moment,
  personPart,
  phonePart,
  wrapped,
} from './parties.ts';
import type { Profile } from './profiles.ts';

/** A report on transactions, by goAMLSchema 5.0.2. */
export function strXml(input: StrInput, profile: Profile, context: RenderContext): XmlNode {
  const transactions = filled(input.transactions).map((one) => transactionPart(one, profile));
  return reportPart('STR', input, transactions, profile, context);
}

/** A report on parties whose transactions are not at issue. */
export function sarXml(input: SarInput, profile: Profile, context: RenderContext): XmlNode {
  const parties = filled(input.parties).map((party) => partyPart(party, profile));
  const activity = branch('activity', branch('report_parties', parties));
  return reportPart('SAR', input, activity, profile, context);
}

function reportPart(
  kind: 'STR' | 'SAR',
  input: Common,
  content: XmlPart,
  profile: Profile,
  { now }: RenderContext,
): XmlNode {
  const { reportingPerson: person = {} } = input;
  return branch(
    'report',
    leaf('schema_version', profile.schema),
    leaf('rentity_id', `${input.reportingEntity}`),
    leaf('rentity_branch', input.branch),
    leaf('submission_code', profile.submission),
    leaf('report_code', kind),
    leaf('entity_reference', input.reference),
    leaf('fiu_ref_number', input.unitReference),
    leaf('submission_date', now.toISOString().slice(0, 19)),
    leaf('currency_code_local', profile.localCurrency),
    branch(
      'reporting_person',
      leaf('gender', person.gender),
      leaf('first_name', profile.nameOf(person.firstName ?? '')),
      leaf('last_name', profile.nameOf(person.lastName ?? '')),
      wrapped('phones', filled(person.phones).map(phonePart)),
      leaf('email', person.email),
      leaf('occupation', person.occupation),
    ),
    isFilled(input.location) ? addressPart('location', input.location ?? {}) : undefined,
    leaf('reason', input.reason),
    leaf('action', input.action),
    content,
    branch(
      'report_indicators',
      filled(input.indicators).map((code) => leaf('indicator', code)),
    ),
  );
}

function transactionPart(one: Transaction, profile: Profile): XmlNode {
  return branch(
    'transaction',
    leaf('transactionnumber', one.number),
    leaf('internal_ref_number', one.internalNumber),
    leaf('transaction_location', one.location),
    leaf('transaction_description', one.description),
    leaf('date_transaction', moment(one.date, one.time)),
    leaf('transmode_code', one.mode),
    leaf('transmode_comment', one.modeComment),
    leaf('amount_local', one.amountLocal),
    sidePart('from', one.from ?? {}, profile),
    sidePart('to', one.to ?? {}, profile),
    leaf('comments', one.comments),
  );
}

function sidePart(way: 'from' | 'to', side: Side, profile: Profile): XmlNode {
  const { foreign } = side;
  return branch(
    side.isClient ? `t_${way}_my_client` : `t_${way}`,
    leaf(`${way}_funds_code`, side.funds),
    leaf(`${way}_funds_comment`, side.fundsComment),
    foreign !== undefined && isFilled(foreign)
      ? branch(
          `${way}_foreign_currency`,
          leaf('foreign_currency_code', foreign.currency),
          leaf('foreign_amount', foreign.amount),
          leaf('foreign_exchange_rate', foreign.rate),
        )
      : undefined,
    whoPart((kind) => `${way}_${kind}`, side, profile),
    leaf(`${way}_country`, side.country),
  );
}

/** The one of the three that is filled in; `missing` sees to it that one is. */
function whoPart(
  nameOf: (kind: 'person' | 'entity' | 'account') => string,
  { person, entity, account }: Side | Party,
  profile: Profile,
): XmlPart {
  if (person !== undefined && isFilled(person)) {
    return personPart(nameOf('person'), person, profile);
  }
  if (entity !== undefined && isFilled(entity)) {
    return entityPart(nameOf('entity'), entity, profile);
  }
  return accountPart(nameOf('account'), account ?? {}, profile);
}

function partyPart(party: Party, profile: Profile): XmlNode {
  return branch(
    'report_party',
    whoPart((kind) => (party.isClient ? `${kind}_my_client` : kind), party, profile),
    leaf('significance', party.significance === undefined ? undefined : `${party.significance}`),
    leaf('reason', party.reason),
    leaf('comments', party.comments),
  );
}
