import type { RenderContext } from '../types.ts';

/** An approved document of a fixed moment; a test says what is different. */
export const APPROVED: RenderContext = {
  now: new Date('2026-11-26T15:04:05Z'),
  by: 'reviewer-2',
  preview: false,
  language: 'en',
};
