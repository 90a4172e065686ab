import type { Sentence } from '../law/index.ts';
import { amount, asked, country, currency, form, line } from './form.ts';

/** Parts that several forms have. */

/** The same words in both languages: a form whose authority has it in one language only. */
export const asIs = (codes: Readonly<Record<string, string>>): Record<string, Sentence> =>
  Object.fromEntries(Object.entries(codes).map(([code, text]) => [code, { en: text, es: text }]));

export const email = () => line(255, 'Email', 'Correo electrónico');
export const phone = () => line(50, 'Telephone', 'Teléfono');

/** An address as a letter has it. */
export const postalAddress = (en = 'Address', es = 'Domicilio') =>
  form(en, es, {
    street: asked(line(200, 'Street and number', 'Calle y número')),
    city: asked(line(100, 'City', 'Ciudad')),
    state: line(100, 'State or province', 'Estado o provincia'),
    postcode: line(20, 'Postal code', 'Código postal'),
    country: asked(country()),
  });

/** Somebody at an institution who answers questions. */
export const contact = (en = 'Contact', es = 'Contacto') =>
  form(en, es, {
    name: asked(line(150, 'Name', 'Nombre')),
    title: line(100, 'Position', 'Cargo'),
    phone: asked(phone()),
    email: asked(email()),
  });

/** An amount with its currency; both are texts, so that no cent is lost. */
export const money = (en: string, es: string) =>
  form(en, es, {
    amount: asked(amount('Amount', 'Importe')),
    currency: asked(currency()),
  });
