import { contact, money, postalAddress } from '../fields.ts';
import { amount, asked, choice, country, day, form, line, list, prose } from '../form.ts';

/** What OFAC's reports ask for alike. The content is general knowledge, as `docs` says. */

export const reference = () => line(100, 'Own reference', 'Referencia propia');

export const holder = (en = 'Holder of the property', es = 'Tenedor de los bienes') =>
  form(en, es, {
    name: asked(line(255, 'Name', 'Nombre')),
    address: asked(postalAddress()),
    contact: asked(contact()),
  });

export const target = () =>
  form('Party whose property it is', 'Persona titular de los bienes', {
    name: asked(line(500, 'Name', 'Nombre')),
    listing: line(100, 'Id of the listing', 'Folio en la lista'),
    programme: line(200, 'Programme of the listing', 'Programa de la lista'),
    unlistedBecause: prose(
      2_000,
      'Why it is blocked though it is not listed, with the owners and their shares',
      'Por qué está bloqueada sin figurar en lista, con sus dueños y participaciones',
    ),
  });

const PROPERTY = {
  account: { en: 'Account', es: 'Cuenta' },
  transfer: { en: 'Funds transfer', es: 'Transferencia' },
  check: { en: 'Cheque or other instrument', es: 'Cheque u otro instrumento' },
  securities: { en: 'Securities', es: 'Valores' },
  virtual: { en: 'Virtual currency', es: 'Moneda virtual' },
  goods: { en: 'Goods', es: 'Mercancías' },
  vessel: { en: 'Vessel or aircraft', es: 'Buque o aeronave' },
  real: { en: 'Real estate', es: 'Inmueble' },
  other: { en: 'Other', es: 'Otro' },
} as const;

export const propertyKind = () => choice(PROPERTY, 'Kind of property', 'Clase de bien');

export const property = () =>
  form('Property', 'Bienes', {
    kind: asked(propertyKind()),
    description: asked(prose(4_000, 'Description', 'Descripción')),
    location: asked(line(300, 'Where it is', 'Dónde está')),
    account: line(100, 'Account or wallet', 'Cuenta o monedero'),
  });

export const transaction = () =>
  form('Transaction', 'Operación', {
    reference: line(100, 'Reference', 'Referencia'),
    date: asked(day('Day', 'Día')),
    description: asked(prose(4_000, 'Description', 'Descripción')),
    value: asked(money('Amount', 'Importe')),
    parties: asked(
      list(
        50,
        'Parties',
        'Partes',
        form('Party', 'Parte', {
          role: asked(line(100, 'Role', 'Papel')),
          name: asked(line(500, 'Name', 'Nombre')),
          address: line(500, 'Address', 'Domicilio'),
          country: country(),
        }),
      ),
    ),
    banks: list(
      50,
      'Financial institutions',
      'Instituciones financieras',
      form('Institution', 'Institución', {
        role: asked(line(100, 'Role', 'Papel')),
        name: asked(line(255, 'Name', 'Nombre')),
        bic: line(11, 'BIC', 'BIC'),
        country: country(),
      }),
    ),
  });

export const value = () => money('Value', 'Valor');
export const valueUsd = () => amount('Value in US dollars', 'Valor en dólares');
export const authority = () =>
  line(500, 'Legal authority for the action', 'Fundamento legal de la medida');

/** A file that goes with the report, by its name and digest. */
export const attachments = () =>
  list(
    50,
    'Copies that go with it',
    'Copias que se acompañan',
    form('Copy', 'Copia', {
      name: asked(line(255, 'File', 'Archivo')),
      sha256: asked(line(64, 'SHA-256', 'SHA-256')),
    }),
  );
