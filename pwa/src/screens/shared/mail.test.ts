import { describe, expect, it } from 'vitest';
import type { TouchText } from '../../wire';
import { makeLead } from './factories';
import { fill, kindFor, textFor, unknownMarks, valuesOf, withLine, written } from './mail';

const show = {
  id: 'e',
  name: 'Fair 2026',
  starts_on: '2026-11-20',
  ends_on: '2026-11-23',
  chips: [{ slug: 'demo', label: 'A demo' }],
};
const ada = {
  given_name: 'Ada',
  family_name: 'Byron',
  company: 'Engines #name#',
  interest: 'sea water',
  'tag/demo': true,
  'tag/gone': false,
};
const around = { show, me: { name: 'Ben' }, org: { name: 'Pumps & Co', phone: '+49 30 5550' } };
const item = { id: 'c', title: 'Prices', url: 'https://p.example/p', product: null };
const values = valuesOf(ada, around, [item]);

describe('fill', () => {
  it.each([
    ['Hello #name#,', 'Hello Ada Byron,', []],
    ['Hello #NAME#,', 'Hello Ada Byron,', []],
    ['About #topic#.', 'About sea water, A demo.', []],
    ['Hello #venue#,\nyou', 'Hello,\nyou', ['venue']],
    ['#rep_phone#\n#job_title#\n#organisation#', '+49 30 5550\nPumps & Co', ['job_title']],
    ['Leave: #unsubscribe# #nobody#', 'Leave: #unsubscribe# #nobody#', []],
    ['#1 of 2 # and C#', '#1 of 2 # and C#', []],
  ])('%j becomes %j', (template, becomes, empty) => {
    expect(fill(template, values)).toEqual({ text: becomes, empty });
  });

  it('lets no value be read as a mark by the server', () => {
    expect(fill('#company#', values).text).toBe('Engines name#');
  });
});

describe('written', () => {
  const texts: TouchText[] = [
    {
      key: 'summary',
      channel: 'email',
      language: 'en',
      subject: 'At #show#',
      body: 'Hello #given#\n#links#',
    },
    { key: 'summary', channel: 'email', language: 'de', subject: 'Auf der #show#', body: 'Tag' },
  ];

  it('takes the prospect’s language, then the house’s, then English', () => {
    const of = (language: string | null, house?: string) =>
      textFor(texts, 'summary', makeLead({ fields: { language } }), house)?.language;
    expect([of('de'), of('fr', 'de'), of('fr', 'fr'), of(null)]).toEqual(['de', 'de', 'en', 'en']);
    expect(textFor(texts, 'poem', makeLead(), 'en')).toBeNull();
  });

  it('puts brochures where the text has a place for them, else at the end', () => {
    const [en, de] = texts as [TouchText, TouchText];
    expect(written(en, values)).toEqual({
      subject: 'At Fair 2026',
      body: 'Hello Ada\nPrices: https://p.example/p',
      empty: [],
    });
    expect(written(de, values).body).toBe('Tag\n\nPrices: https://p.example/p');
    expect(written(de, valuesOf(ada, around, [])).body).toBe('Tag');
  });

  it('adds and takes one line from a text somebody changed', () => {
    const more = withLine('Mine', item, true);
    expect(more).toBe('Mine\nPrices: https://p.example/p\n');
    expect(withLine(more, item, true)).toBe(more);
    expect(withLine(more, item, false)).toBe('Mine\n');
  });
});

it('knows which text a step is written with, and which marks are none', () => {
  expect([kindFor('attempt'), kindFor('courtesy'), kindFor(undefined)]).toEqual([
    'revive',
    'courtesy',
    'summary',
  ]);
  expect(unknownMarks('#name# #nmae# #unsubscribe#', values)).toEqual(['nmae']);
});
